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
import dev.ponder.runtime.rest.kserve.ModelTarget.Verb;
import dev.ponder.runtime.rest.kserve.cloudevents.CloudEventReader;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.ModelPipeline;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/models/<name>:predict} and {@code :explain}: V1 of KServe's protocol. */
@Path("/v1/models")
@Tag(name = "KServe V1")
public class PredictResource {

    private final RequestDispatcher intake;
    private final ModelRegistry models;
    private final ThreadOffload workload;
    private final CloudEventReader events;
    private final ModelPipeline pipeline;
    private final PredictResponder results;
    private final StreamResponder streams;

    PredictResource(RequestDispatcher intake, ModelRegistry models, ThreadOffload workload, CloudEventReader events,
            ModelPipeline pipeline, PredictResponder results, StreamResponder streams) {
        this.intake = intake;
        this.models = models;
        this.workload = workload;
        this.events = events;
        this.pipeline = pipeline;
        this.results = results;
        this.streams = streams;
    }

    /** Asks a model; its answer is a stream if the model makes it one. */
    @POST
    @Path("{target:.+}")
    @Operation(operationId = "predict", summary = "Ask a model: <name>:predict, or <name>:explain")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT),
            examples = @ExampleObject(name = "prompts", summary = "Prompts for a model with a strategy",
                    value = "{\"instances\": [\"What is 17*23?\"], \"parameters\": {\"temperature\": 0.7}}")))
    @APIResponse(responseCode = "200", description = "What the model returns: JSON, or a stream",
            content = {@Content(mediaType = "application/json"), @Content(mediaType = "text/event-stream"),
                    @Content(mediaType = "application/x-ndjson")})
    @APIResponse(responseCode = "404", description = "There is no such model")
    @APIResponse(responseCode = "503", description = "The model is not ready")
    public Uni<Response> ask(String target, @Context HttpServerRequest request) {
        ModelTarget named = ModelTarget.posted(target);
        return intake.take(request, body -> answer(named, body, request));
    }

    private Uni<Response> answer(ModelTarget target, Buffer body, HttpServerRequest request) {
        RegisteredModel model = models.get(target.model()).whenReady();
        return workload.of(body.length(), () -> events.read(body, request.headers()))
                .chain(received -> answer(model, target, received, request));
    }

    private Uni<Response> answer(RegisteredModel model, ModelTarget target, V1Request received,
            HttpServerRequest request) {
        ModelRequest call = ModelRequestFactory.of(target.model(), Protocol.V1, request);
        Uni<Object> asked = target.verb() == Verb.EXPLAIN
                ? pipeline.explain(model, received.payload(), call)
                : pipeline.predict(model, received.payload(), call);
        return asked.chain(result -> result instanceof Multi<?> items
                ? streams.stream(items, call, results.eventHeaders(call, received), request)
                : results.whole(result, call, received));
    }
}
