package dev.ponder.runtime.rest.ponder;

import java.util.Locale;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;

/** {@code GET /v1/strategies}: the strategies, their parameters and the number of calls that they make. */
@Path("/v1/strategies")
@Tag(name = "Strategies")
public class StrategiesResource {

    private final StrategyRegistry registry;

    StrategiesResource(StrategyRegistry registry) {
        this.registry = registry;
    }

    /** All strategies. */
    @GET
    public Response list() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        registry.all().forEach(strategy -> data.add(described(strategy)));
        return JsonResponses.of(json);
    }

    private static ObjectNode described(StrategyDescriptor strategy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("id", strategy.id())
                .put("object", "strategy")
                .put("title", strategy.title())
                .put("summary", strategy.summary())
                .put("paper", strategy.paper())
                .put("kind", strategy.kind().name().toLowerCase(Locale.ROOT))
                .put("streaming", strategy.streaming().wireName())
                .put("tools", strategy.tools().name().toLowerCase(Locale.ROOT))
                .put("calls", strategy.defaultCost().calls())
                .put("depth", strategy.defaultCost().depth());
        ArrayNode parameters = json.putArray("parameters");
        strategy.parameters().forEach(parameter -> parameters.add(described(parameter)));
        return json;
    }

    private static ObjectNode described(ParameterDescriptor parameter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", parameter.name());
        json.put("type", parameter.method().getReturnType().getSimpleName().toLowerCase(Locale.ROOT));
        if (Double.isFinite(parameter.min())) {
            json.put("min", parameter.min());
        }
        if (Double.isFinite(parameter.max())) {
            json.put("max", parameter.max());
        }
        ArrayNode flat = json.putArray("flat");
        parameter.flatNames().forEach(flat::add);
        return json;
    }
}
