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
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventReader;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.Hook;
import dev.ponder.runtime.serving.HookResult;
import dev.ponder.runtime.serving.ModelPipeline;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/models/<name>:predict} and {@code :explain}: KServe's V1 protocol. */
@Path("/v1/models")
@Tag(name = "KServe V1")
public class PredictResource {

    private final RequestDispatcher dispatcher;
    private final ModelLookup models;
    private final ThreadOffload offload;
    private final CloudEventReader reader;
    private final ModelPipeline pipeline;
    private final ChatPredictor chat;
    private final PredictResponder responder;
    private final StreamResponder streams;
    private final QuotaService quota;

    PredictResource(RequestDispatcher dispatcher, ModelLookup models, ThreadOffload offload, CloudEventReader reader,
            ModelPipeline pipeline, ChatPredictor chat, PredictResponder responder, StreamResponder streams,
            QuotaService quota) {
        this.dispatcher = dispatcher;
        this.models = models;
        this.offload = offload;
        this.reader = reader;
        this.pipeline = pipeline;
        this.chat = chat;
        this.responder = responder;
        this.streams = streams;
        this.quota = quota;
    }

    /** Calls a model; the response is a stream if the result of the model is one. */
    @POST
    @Path("{target:.+}")
    @Operation(operationId = "predict", summary = "Call a model: <name>:predict, or <name>:explain")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT),
            examples = @ExampleObject(name = "prompts", summary = "Prompts for a model with a strategy",
                    value = "{\"instances\": [\"What is 17*23?\"], \"parameters\": {\"temperature\": 0.7}}")))
    @APIResponse(responseCode = "200", description = "What the model returns: JSON, or a stream",
            content = {@Content(mediaType = "application/json"), @Content(mediaType = "text/event-stream"),
                    @Content(mediaType = "application/x-ndjson")})
    @APIResponse(responseCode = "404", description = "There is no such model")
    @APIResponse(responseCode = "503", description = "The model is not ready")
    public Uni<Response> post(String target, @Context HttpServerRequest request) {
        ModelTarget parsed = ModelTarget.ofPost(target);
        return dispatcher.dispatch(request, body -> answer(parsed, body, request));
    }

    private Uni<Response> answer(ModelTarget target, Buffer body, HttpServerRequest request) {
        return models.ready(target.model(), RequestClient.of(request))
                .chain(model -> offload.of(body.length(), () -> reader.read(body, request.headers()))
                        .chain(received -> answer(model, target, received, request)));
    }

    private Uni<Response> answer(RegisteredModel model, ModelTarget target, V1Request received,
            HttpServerRequest request) {
        ModelRequest call = ModelHeaders.request(target.model(), Protocol.V1, request);
        if (target.hook() == Hook.EXPLAIN) {
            return quota.limited(RequestClient.of(request), pipeline.explain(model, received.payload(), call)
                    .chain(result -> respond(result, received, call, request)));
        }
        return model.definition().chatWithoutHooks()
                .map(chatModel -> chat.predict(model, chatModel, received, call, request))
                .orElseGet(() -> quota.limited(RequestClient.of(request),
                        pipeline.predict(model, received.payload(), call)
                                .chain(result -> respond(result, received, call, request))));
    }

    private Uni<Response> respond(HookResult result, V1Request received, ModelRequest call, HttpServerRequest request) {
        return result.fold(value -> responder.whole(value, call, received),
                items -> streams.stream(items, call, responder.eventHeaders(call, received), request));
    }
}
