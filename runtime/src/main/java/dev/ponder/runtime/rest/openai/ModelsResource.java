package dev.ponder.runtime.rest.openai;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.StrategySelector;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/** {@code GET /v1/models}: what the upstreams list; a model with a strategy's prefix is described as its own. */
@Path("/v1/models")
@Tag(name = "Models")
public class ModelsResource {

    private final UpstreamRegistry upstreams;
    private final StrategySelector selector;

    ModelsResource(UpstreamRegistry upstreams, StrategySelector selector) {
        this.upstreams = upstreams;
        this.selector = selector;
    }

    /** All models. */
    @GET
    public Uni<Response> list() {
        return upstreams.models().map(models -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
            models.forEach(json.putArray("data")::add);
            return json(json);
        });
    }

    /** One model; its name may hold slashes. */
    @GET
    @Path("/{id:.+}")
    public Uni<Response> one(String id) {
        return selector.select(null, id).chain(selection -> upstreams.models()
                .map(models -> json(described(id, selection.model(), models))));
    }

    private static ObjectNode described(String id, String upstreamModel, List<ObjectNode> models) {
        return models.stream()
                .filter(model -> model.path("id").asText().equals(upstreamModel))
                .findFirst()
                .map(model -> model.deepCopy().put("id", id))
                .orElseThrow(() -> RequestException.unknownModel("model: '" + id
                        + "' is not known here (expected one that GET /v1/models lists, with or without a strategy's prefix)"));
    }

    private static Response json(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
