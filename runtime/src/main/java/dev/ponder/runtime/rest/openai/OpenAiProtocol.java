package dev.ponder.runtime.rest.openai;

import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.rest.openai.wire.OpenAiError;
import dev.ponder.runtime.rest.protocol.Protocol;
import dev.ponder.runtime.rest.protocol.Route;

/** OpenAI's protocol. It also reports the errors of paths that belong to no protocol. */
@Singleton
public class OpenAiProtocol implements Protocol {

    @Override
    public List<String> pathPrefixes() {
        return List.of("");
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/v1/chat/completions"), Route.post("/v1/completions"), Route.post("/v1/embeddings"),
                Route.post("/v1/rerank"),
                Route.post("/openai/deployments/<name>/chat/completions"), Route.get("/v1/models"),
                Route.get("/v1/strategies"));
    }

    @Override
    public JsonNode errorBody(InferenceException failure) {
        return OpenAiError.of(failure);
    }
}
