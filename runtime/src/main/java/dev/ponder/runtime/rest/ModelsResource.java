package dev.ponder.runtime.rest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.kserve.ModelTarget;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/**
 * {@code GET /v1/models}, an endpoint of two protocols: clients of OpenAI's read {@code data}, clients of KServe's V1 read
 * {@code models}. A model name with the prefix of a strategy is described like any model.
 */
@Path("/v1/models")
@Tag(name = "Models")
public class ModelsResource {

    private final UpstreamRegistry upstreams;
    private final StrategySelector selector;
    private final ModelRegistry served;
    private final StrategyRegistry strategies;
    private final ModelAliases aliases;
    private final boolean listStrategies;
    private final long created;

    ModelsResource(UpstreamRegistry upstreams, StrategySelector selector, ModelRegistry served,
            StrategyRegistry strategies, ModelAliases aliases, PonderConfig config, Clock clock) {
        this.strategies = strategies;
        this.aliases = aliases;
        this.listStrategies = config.models().listStrategies();
        this.upstreams = upstreams;
        this.selector = selector;
        this.served = served;
        this.created = clock.instant().getEpochSecond();
    }

    /**
     * All models of the upstreams, and all served models, ready or not. If the operator wants so, also each model with each
     * strategy.
     */
    @GET
    @Operation(operationId = "listModels", summary = "List models, for clients of OpenAI's and KServe's protocols")
    public Uni<Response> list() {
        return upstreams.models().map(listed -> {
            ObjectNode json = object().put("object", "list");
            List<ObjectNode> models = data(loaded(listed)).toList();
            models.forEach(json.putArray("data")::add);
            if (listStrategies) {
                withStrategies(models).forEach(json.withArray("data")::add);
            }
            served.all().forEach(model -> json.withArray("models").add(model.name()));
            return JsonResponses.of(json);
        });
    }

    /** One model; its name may contain slashes. Fails with 503 for a served model that is not ready. */
    @GET
    @Path("{id:.+}")
    @Operation(operationId = "getModel", summary = "Describe a model and whether it is ready")
    public Uni<Response> one(String id) {
        String name = ModelTarget.ofGet(id);
        Optional<RegisteredModel> model = served.served(name);
        return model.isPresent()
                ? Uni.createFrom().item(() -> JsonResponses.of(ready(described(model.get().whenReady()), name)))
                : selector.select(null, name).chain(selection -> upstreams.models()
                        .map(models -> JsonResponses
                                .of(ready(described(name, selection.model(), loaded(models)), name))));
    }

    private List<ObjectNode> loaded(List<ObjectNode> listed) {
        return listed.stream().filter(model -> !served.unloaded(model.path("id").asText())).toList();
    }

    private Stream<ObjectNode> data(List<ObjectNode> listed) {
        List<String> ids = listed.stream().map(model -> model.path("id").asText()).toList();
        Stream<ObjectNode> own = served.all().stream()
                .filter(model -> model.definition().chat().isPresent() || model.definition().encoder().isPresent())
                .filter(model -> !ids.contains(model.name()))
                .map(this::described);
        return Stream.concat(listed.stream(), own);
    }

    /** Aliases and encoders have no strategy prefix. A pair that is a model itself is listed once. */
    private Stream<ObjectNode> withStrategies(List<ObjectNode> models) {
        Set<String> ids = models.stream().map(model -> model.path("id").asText()).collect(Collectors.toSet());
        return models.stream().filter(model -> answers(model.path("id").asText()))
                .flatMap(model -> strategies.enabled().stream().map(StrategyDescriptor::id)
                        .filter(strategy -> !strategy.equals(StrategyExpression.PASSTHROUGH))
                        .map(strategy -> strategy + "-" + model.path("id").asText())
                        .filter(id -> !ids.contains(id))
                        .map(id -> model.deepCopy().put("id", id)));
    }

    private boolean answers(String id) {
        return !aliases.all().containsKey(id)
                && served.find(id).map(model -> model.definition().chat().isPresent()).orElse(true);
    }

    private ObjectNode described(RegisteredModel model) {
        return object().put("id", model.name()).put("object", "model").put("created", created).put("owned_by",
                "ponder");
    }

    private static ObjectNode described(String id, String upstreamModel, List<ObjectNode> models) {
        return models.stream()
                .filter(model -> model.path("id").asText().equals(upstreamModel))
                .findFirst()
                .map(model -> model.deepCopy().put("id", id))
                .orElseThrow(() -> ModelException.notFound(id));
    }

    private static ObjectNode ready(ObjectNode model, String name) {
        return model.put("name", name).put("ready", true);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
