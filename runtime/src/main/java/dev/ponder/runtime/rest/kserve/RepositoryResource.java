package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.kserve.cloudevents.V1BodyReader;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelLifecycle;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.UsableModels;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The model repository extension: lists, loads and unloads models. */
@Path("/v2/repository")
@Tag(name = "Model repository")
public class RepositoryResource {

    private static final String EXPECTED = "none, or {\"ready\": true}";

    private final RequestDispatcher dispatcher;
    private final ModelLifecycle lifecycle;
    private final ModelRegistry models;
    private final V1BodyReader json;
    private final UsableModels usable;
    private final boolean enabled;

    RepositoryResource(RequestDispatcher dispatcher, ModelLifecycle lifecycle, ModelRegistry models, V1BodyReader json,
            UsableModels usable, PonderConfig config) {
        this.usable = usable;
        this.dispatcher = dispatcher;
        this.lifecycle = lifecycle;
        this.models = models;
        this.json = json;
        this.enabled = config.kserve().modelControl();
    }

    /** Loads a model. The body is ignored. */
    @POST
    @Path("models/{name}/load")
    @Operation(operationId = "loadModel", summary = "Load a model")
    public Uni<Response> load(String name, @Context HttpServerRequest request) {
        return dispatcher.dispatch(request,
                body -> controlled(name, request, () -> lifecycle.load(name)).map(loaded -> done(name, "load")));
    }

    /** Unloads a model. */
    @POST
    @Path("models/{name}/unload")
    @Operation(operationId = "unloadModel", summary = "Unload a model")
    public Uni<Response> unload(String name, @Context HttpServerRequest request) {
        return dispatcher.dispatch(request,
                body -> controlled(name, request, () -> lifecycle.unload(name)).map(unloaded -> done(name, "unload")));
    }

    /** Lists models and their states; with {@code {"ready": true}} only those that are ready. */
    @POST
    @Path("index")
    @Operation(operationId = "indexModels", summary = "List models and their states")
    public Uni<Response> index(@Context HttpServerRequest request) {
        return dispatcher.dispatch(request, body -> index(readyOnly(body), RequestClient.of(request)));
    }

    private Uni<Response> index(boolean readyOnly, ApiClient client) {
        List<RegisteredModel> listed = models.all().stream().filter(model -> !readyOnly || model.ready()).toList();
        return usable.of(listed.stream().map(RegisteredModel::name).toList(), client).map(names -> {
            ArrayNode index = JsonNodeFactory.instance.arrayNode();
            listed.stream().filter(model -> names.contains(model.name())).forEach(model -> entry(index, model));
            return JsonResponses.of(index);
        });
    }

    private static void entry(ArrayNode index, RegisteredModel model) {
        index.addObject().put("name", model.name()).put("version", "").put("state", model.state().name())
                .put("reason", Objects.requireNonNullElse(model.reason(), ""));
    }

    private boolean readyOnly(Buffer body) {
        JsonNode asked = body.length() == 0
                ? JsonNodeFactory.instance.objectNode()
                : json.parse(body.getBytes(), EXPECTED);
        JsonField ready = JsonField.of(new JsonField("body", asked).object(EXPECTED), "ready");
        return ready.present() && ready.bool();
    }

    private Uni<Void> controlled(String name, HttpServerRequest request, Supplier<Uni<Void>> change) {
        if (!enabled) {
            return Uni.createFrom().failure(ModelException.notImplemented(
                    "Clients may not load or unload models (see ponder.kserve.model-control)."));
        }
        ApiClient client = RequestClient.of(request);
        if (!client.modelControl()) {
            return Uni.createFrom().failure(RequestException.forbidden(null, "client '" + client.name()
                    + "' may not load or unload models (the operator sets ponder.access.clients.<name>.model-control)"));
        }
        ClientPermissions.checkModel(client, name);
        return change.get();
    }

    private static Response done(String name, String what) {
        return JsonResponses.of(JsonNodeFactory.instance.objectNode().put("name", name).put(what, true));
    }
}
