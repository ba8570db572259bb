package dev.ponder.runtime.rest.ponder;

import java.util.Locale;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Cost;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;
import io.vertx.core.http.HttpServerRequest;

/** {@code GET /v1/strategies}: the strategies, their parameters and the number of calls that they make. */
@Path("/v1/strategies")
@Tag(name = "Strategies")
public class StrategiesResource {

    private final StrategyRegistry registry;
    private final ParameterSchemas schemas;
    private final EmulationPolicy emulation;

    StrategiesResource(StrategyRegistry registry, ParameterSchemas schemas, EmulationPolicy emulation) {
        this.registry = registry;
        this.schemas = schemas;
        this.emulation = emulation;
    }

    /** All strategies that the client may use, enabled or not. */
    @GET
    @Operation(operationId = "listStrategies", summary = "List the strategies with their costs and parameters")
    public Response list(@Context HttpServerRequest request) {
        ApiClient client = RequestClient.of(request);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        registry.all().stream().filter(strategy -> ClientPermissions.allow(client, strategy))
                .forEach(strategy -> data.add(described(strategy)));
        return JsonResponses.of(json);
    }

    private ObjectNode described(StrategyDescriptor strategy) {
        Cost cost = strategy.defaultCost();
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("id", strategy.id())
                .put("object", "strategy")
                .put("title", strategy.title())
                .put("summary", strategy.summary())
                .put("description", strategy.summary().isEmpty() ? strategy.title() : strategy.summary())
                .put("paper", strategy.paper())
                .put("kind", strategy.kind().name().toLowerCase(Locale.ROOT))
                .put("streaming", strategy.streaming().wireName())
                .put("enabled", strategy.enabled())
                .put("emulation_allowed", emulation.allowed(strategy.id()))
                .put("tools", strategy.tools().name().toLowerCase(Locale.ROOT))
                .put("calls", cost.calls())
                .put("depth", cost.depth());
        json.putArray("parameters").addAll(schemas.of(strategy));
        return json;
    }
}
