package dev.ponder.runtime.rest.kserve;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.ponder.api.serving.ModelCall.Protocol;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.serving.ModelPipeline;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v2/models/<name>/infer}: the Open Inference Protocol. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class InferResource {

    private static final String EXAMPLE = """
            {"inputs": [{"name": "text_input", "datatype": "BYTES", "shape": [1], "data": ["What is 17*23?"]}]}""";

    private final RequestDispatcher intake;
    private final ModelRegistry models;
    private final ThreadOffload workload;
    private final TensorBodies bodies;
    private final ModelPipeline pipeline;
    private final InferResponder responder;

    InferResource(RequestDispatcher intake, ModelRegistry models, ThreadOffload workload, TensorBodies bodies,
            ModelPipeline pipeline, InferResponder responder) {
        this.intake = intake;
        this.models = models;
        this.workload = workload;
        this.bodies = bodies;
        this.pipeline = pipeline;
        this.responder = responder;
    }

    /** Asks a model with tensors. */
    @POST
    @Path("{name}/infer")
    @Operation(operationId = "infer", summary = "Ask a model with tensors, as JSON or with binary data behind it")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "inputs"),
            examples = @ExampleObject(name = "text", summary = "A prompt for a model with a strategy",
                    value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The model's outputs: JSON, or JSON with binary data behind it")
    @APIResponse(responseCode = "400", description = "What is wrong with the request")
    public Uni<Response> infer(String name, @Context HttpServerRequest request) {
        return intake.take(request, body -> answer(name, body, request));
    }

    /** Models have no versions. */
    @POST
    @Path("{name}/versions/{version}/infer")
    @Operation(hidden = true)
    public Uni<Response> inferVersion(String name, @Context HttpServerRequest request) {
        return intake.take(request, body -> Uni.createFrom().failure(ModelVersions.notSupported()));
    }

    private Uni<Response> answer(String name, Buffer body, HttpServerRequest request) {
        RegisteredModel model = models.get(name).whenReady();
        ModelRequest call = ModelRequestFactory.of(name, Protocol.V2, request);
        return workload.of(body.length(), () -> bodies.read(body, request.headers()))
                .chain(asked -> pipeline.predict(model, asked, call)
                        .chain(result -> responder.respond(result, asked, call, request)));
    }
}
