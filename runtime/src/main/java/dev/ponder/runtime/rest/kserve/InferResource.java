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
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.kserve.tensor.InferRequestReader;
import dev.ponder.runtime.serving.ModelPipeline;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v2/models/<name>/infer}: inference of the Open Inference Protocol. */
@Path("/v2/models")
@Tag(name = "Open Inference Protocol")
public class InferResource {

    private static final String EXAMPLE = """
            {"inputs": [{"name": "text_input", "datatype": "BYTES", "shape": [1], "data": ["What is 17*23?"]}]}""";

    private final RequestDispatcher dispatcher;
    private final ModelLookup models;
    private final ThreadOffload offload;
    private final InferRequestReader reader;
    private final ModelPipeline pipeline;
    private final ChatPredictor chat;
    private final InferResponder responder;
    private final QuotaService quota;

    InferResource(RequestDispatcher dispatcher, ModelLookup models, ThreadOffload offload, InferRequestReader reader,
            ModelPipeline pipeline, ChatPredictor chat, InferResponder responder, QuotaService quota) {
        this.dispatcher = dispatcher;
        this.models = models;
        this.offload = offload;
        this.reader = reader;
        this.pipeline = pipeline;
        this.chat = chat;
        this.responder = responder;
        this.quota = quota;
    }

    /** Calls a model with tensors. */
    @POST
    @Path("{name}/infer")
    @Operation(operationId = "infer", summary = "Call a model with tensors, as JSON or as JSON followed by binary data")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "inputs"),
            examples = @ExampleObject(name = "text", summary = "A prompt for a model with a strategy",
                    value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The model's outputs: JSON, or JSON followed by binary data")
    @APIResponse(responseCode = "400", description = "What is wrong with the request")
    public Uni<Response> infer(String name, @Context HttpServerRequest request) {
        return dispatcher.dispatch(request, body -> answer(name, body, request));
    }

    /** Model versions are not supported. */
    @POST
    @Path("{name}/versions/{version}/infer")
    @Operation(hidden = true)
    public Uni<Response> inferVersion(String name, @Context HttpServerRequest request) {
        return dispatcher.dispatch(request, body -> Uni.createFrom().failure(MetadataResource.noVersions()));
    }

    private Uni<Response> answer(String name, Buffer body, HttpServerRequest request) {
        ModelRequest call = ModelHeaders.request(name, Protocol.V2, request);
        return models.ready(name, RequestClient.of(request))
                .chain(model -> offload.of(body.length(), () -> reader.read(body, request.headers()))
                        .chain(inputs -> answer(model, inputs, call, request)));
    }

    private Uni<Response> answer(RegisteredModel model, InferRequest inputs, ModelRequest call,
            HttpServerRequest request) {
        return model.definition().chatWithoutHooks()
                .map(chatModel -> chat.infer(model, chatModel, inputs, call, request)
                        .chain(response -> responder.tensors(response, inputs, call)))
                .orElseGet(() -> quota.limited(RequestClient.of(request), pipeline.predict(model, inputs, call)
                        .chain(result -> responder.respond(result, inputs, call, request))));
    }
}
