package dev.ponder.runtime.rest.kserve;

import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.rest.protocol.Protocol;
import dev.ponder.runtime.rest.protocol.Route;

/**
 * KServe's protocols V1 and V2. {@code /v1/models} belongs to OpenAI's protocol too, but OpenAI's clients read only the
 * status of its errors.
 */
@Singleton
public class KServeProtocol implements Protocol {

    @Override
    public List<String> pathPrefixes() {
        return List.of("/", "/v1/models", "/v2");
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/v1/models/<name>:predict"), Route.post("/v1/models/<name>:explain"),
                Route.get("/v2/models"), Route.get("/v2/models/<name>"), Route.post("/v2/models/<name>/infer"),
                Route.post("/v2/models/<name>/generate"), Route.post("/v2/models/<name>/generate_stream"),
                Route.post("/v2/repository/index"), Route.post("/v2/repository/models/<name>/load"),
                Route.post("/v2/repository/models/<name>/unload"));
    }

    @Override
    public JsonNode errorBody(InferenceException failure) {
        return KServeError.of(failure);
    }
}
