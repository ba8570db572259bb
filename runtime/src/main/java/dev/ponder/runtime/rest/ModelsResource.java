package dev.ponder.runtime.rest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.kserve.ModelLookup;
import dev.ponder.runtime.rest.kserve.ModelTarget;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.UsableModels;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

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
    private final ModelLookup lookup;
    private final UsableModels usable;
    private final boolean listStrategies;
    private final long created;

    ModelsResource(UpstreamRegistry upstreams, StrategySelector selector, ModelRegistry served,
            StrategyRegistry strategies, ModelAliases aliases, ModelLookup lookup, UsableModels usable,
            PonderConfig config, Clock clock) {
        this.lookup = lookup;
        this.usable = usable;
        this.strategies = strategies;
        this.aliases = aliases;
        this.listStrategies = config.models().listStrategies();
        this.upstreams = upstreams;
        this.selector = selector;
        this.served = served;
        this.created = clock.instant().getEpochSecond();
    }

    /**
     * All models of the upstreams, and all served models, ready or not, that the client may use. If the operator wants so,
     * also each model with each strategy.
     */
    @GET
    @Operation(operationId = "listModels", summary = "List models, for clients of OpenAI's and KServe's protocols")
    public Uni<Response> list(@Context HttpServerRequest request) {
        ApiClient client = RequestClient.of(request);
        return upstreams.models().chain(listed -> {
            List<ObjectNode> models = data(loaded(listed)).toList();
            List<String> names = served.all().stream().map(RegisteredModel::name).toList();
            return usable.of(Stream.concat(models.stream().map(ModelsResource::id), names.stream()).distinct().toList(),
                    client)
                    .map(permitted -> list(models.stream().filter(model -> permitted.contains(id(model))).toList(),
                            names.stream().filter(permitted::contains).toList(), client));
        });
    }

    private Response list(List<ObjectNode> models, List<String> names, ApiClient client) {
        ObjectNode json = object().put("object", "list");
        models.forEach(json.putArray("data")::add);
        if (listStrategies) {
            withStrategies(models, client).forEach(json.withArray("data")::add);
        }
        names.forEach(name -> json.withArray("models").add(name));
        return JsonResponses.of(json);
    }

    private static String id(ObjectNode model) {
        return model.path("id").asText();
    }

    /** One model; its name may contain slashes. Fails with 503 for a served model that is not ready. */
    @GET
    @Path("{id:.+}")
    @Operation(operationId = "getModel", summary = "Describe a model and whether it is ready")
    public Uni<Response> one(String id, @Context HttpServerRequest request) {
        String name = ModelTarget.ofGet(id);
        ApiClient client = RequestClient.of(request);
        Optional<RegisteredModel> model = served.served(name);
        return model.isPresent()
                ? lookup.find(name, client).map(found -> JsonResponses.of(ready(described(found.whenReady()), name)))
                : selector.select(null, name, client).chain(selection -> upstreams.models()
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
    private Stream<ObjectNode> withStrategies(List<ObjectNode> models, ApiClient client) {
        Set<String> ids = models.stream().map(model -> model.path("id").asText()).collect(Collectors.toSet());
        return models.stream().filter(model -> answers(model.path("id").asText()))
                .flatMap(model -> strategies.enabled().stream()
                        .filter(strategy -> ClientPermissions.allow(client, strategy)).map(StrategyDescriptor::id)
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
