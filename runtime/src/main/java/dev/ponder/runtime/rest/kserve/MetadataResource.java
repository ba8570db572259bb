package dev.ponder.runtime.rest.kserve;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.serving.tensor.TensorMetadata;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;

/** What the Open Inference Protocol tells of models. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class MetadataResource {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ModelRegistry models;

    MetadataResource(ModelRegistry models) {
        this.models = models;
    }

    /** The names of all models. */
    @GET
    @Operation(operationId = "listInferenceModels", summary = "List the models that are served here")
    public Response list() {
        ObjectNode json = NODES.objectNode();
        ArrayNode names = json.putArray("models");
        models.all().forEach(model -> names.add(model.name()));
        return JsonResponses.of(json);
    }

    /** What a model takes and returns, ready or not. */
    @GET
    @Path("{name}")
    @Operation(operationId = "modelMetadata", summary = "Describe a model's inputs and outputs")
    public Response describe(String name) {
        RegisteredModel model = models.get(name);
        ObjectNode json = NODES.objectNode().put("name", name).put("platform", "");
        tensors(json.putArray("inputs"), model.definition().inference().inputs());
        tensors(json.putArray("outputs"), model.definition().inference().outputs());
        return JsonResponses.of(json);
    }

    /** Whether a model answers: 200, or 503. */
    @GET
    @Path("{name}/ready")
    @Operation(operationId = "modelReady", summary = "Whether a model is ready")
    public Response ready(String name) {
        models.get(name).whenReady();
        return JsonResponses.of(NODES.objectNode().put("name", name).put("ready", true));
    }

    /** Models have no versions. */
    @GET
    @Path("{name}/versions/{version}")
    @Operation(hidden = true)
    public Response describeVersion() {
        throw ModelVersions.notSupported();
    }

    /** Models have no versions. */
    @GET
    @Path("{name}/versions/{version}/ready")
    @Operation(hidden = true)
    public Response versionReady() {
        throw ModelVersions.notSupported();
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
