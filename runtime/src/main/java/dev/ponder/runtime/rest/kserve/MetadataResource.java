package dev.ponder.runtime.rest.kserve;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.TensorMetadata;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.kserve.chat.TextTensors;
import dev.ponder.runtime.serving.ModelDefinition;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.UsableModels;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Model metadata of the Open Inference Protocol. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class MetadataResource {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ModelRegistry models;
    private final ModelLookup lookup;
    private final UsableModels usable;

    MetadataResource(ModelRegistry models, ModelLookup lookup, UsableModels usable) {
        this.usable = usable;
        this.models = models;
        this.lookup = lookup;
    }

    /** The names of all models that the client may use. */
    @GET
    @Operation(operationId = "listInferenceModels", summary = "List the served models")
    public Uni<Response> list(@Context HttpServerRequest request) {
        List<String> all = models.all().stream().map(RegisteredModel::name).toList();
        return usable.of(all, RequestClient.of(request)).map(names -> {
            ObjectNode json = NODES.objectNode();
            all.stream().filter(names::contains).forEach(json.putArray("models")::add);
            return JsonResponses.of(json);
        });
    }

    /** The inputs and outputs of a model, ready or not. */
    @GET
    @Path("{name}")
    @Operation(operationId = "modelMetadata", summary = "Describe a model's inputs and outputs")
    public Uni<Response> describe(String name, @Context HttpServerRequest request) {
        return lookup.find(name, RequestClient.of(request)).map(model -> {
            ObjectNode json = NODES.objectNode().put("name", name).put("platform", "");
            tensors(json.putArray("inputs"), inputs(model.definition()));
            tensors(json.putArray("outputs"), outputs(model.definition()));
            return JsonResponses.of(json);
        });
    }

    /** Whether a model is ready: 200, or 503. */
    @GET
    @Path("{name}/ready")
    @Operation(operationId = "modelReady", summary = "Whether a model is ready")
    public Uni<Response> ready(String name, @Context HttpServerRequest request) {
        return lookup.ready(name, RequestClient.of(request))
                .map(model -> JsonResponses.of(NODES.objectNode().put("name", name).put("ready", true)));
    }

    /** Model versions are not supported. */
    @GET
    @Path("{name}/versions/{version}")
    @Operation(hidden = true)
    public Response describeVersion() {
        throw noVersions();
    }

    /** Model versions are not supported. */
    @GET
    @Path("{name}/versions/{version}/ready")
    @Operation(hidden = true)
    public Response versionReady() {
        throw noVersions();
    }

    static ModelException noVersions() {
        return ModelException.notImplemented("Model versioning not supported yet.");
    }

    private static List<TensorMetadata> inputs(ModelDefinition definition) {
        return definition.hooks().map(hooks -> hooks.model().inputs())
                .orElseGet(() -> definition.chat().map(chat -> List.of(TextTensors.INPUT)).orElse(List.of()));
    }

    private static List<TensorMetadata> outputs(ModelDefinition definition) {
        return definition.hooks().map(hooks -> hooks.model().outputs())
                .orElseGet(() -> definition.chat().map(chat -> List.of(TextTensors.OUTPUT)).orElse(List.of()));
    }

    private static void tensors(ArrayNode array, List<TensorMetadata> tensors) {
        for (TensorMetadata tensor : tensors) {
            ObjectNode json = array.addObject().put("name", tensor.name())
                    .put("datatype", tensor.datatype().wireName());
            ArrayNode shape = json.putArray("shape");
            tensor.shape().forEach(shape::add);
        }
    }
}
