package dev.ponder.runtime.rest.openai;

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

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.inference.InferenceEndpoint;
import dev.ponder.runtime.rest.inference.InferenceService;
import dev.ponder.runtime.rest.openai.wire.ChatChoiceWriter;
import dev.ponder.runtime.rest.openai.wire.CompletionEncoderFactory;
import dev.ponder.runtime.rest.openai.wire.CompletionStreamFormat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/chat/completions}. */
@Path("/v1/chat/completions")
@Tag(name = "Chat")
public class ChatCompletionsResource {

    private static final String STREAM_EXAMPLE = """
            {"model": "moa-sim", "stream": true, "messages": [{"role": "user", "content": "What is 17*23?"}]}""";
    private static final String PARAMETERS_EXAMPLE = """
            {"model": "self_consistency-sim", "ponder": {"self_consistency": {"samples": 9}},
             "messages": [{"role": "user", "content": "What is 17*23?"}]}""";

    private final InferenceService inference;
    private final InferenceEndpoint endpoint;

    ChatCompletionsResource(InferenceService inference, ChatRequestReader reader, CompletionEncoderFactory encoders,
            PonderConfig config) {
        this.inference = inference;
        this.endpoint = new InferenceEndpoint(reader, encoders.of(new ChatChoiceWriter(config.reasoningField())),
                CompletionStreamFormat::new);
    }

    /** Answers a conversation, as JSON or as a stream of events. */
    @POST
    @Operation(operationId = "createChatCompletion", summary = "Answer a conversation, with or without a strategy")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "messages"}), examples = {
                    @ExampleObject(name = "stream", summary = "A streamed mixture of agents", value = STREAM_EXAMPLE),
                    @ExampleObject(name = "parameters", summary = "A vote of nine samples",
                            value = PARAMETERS_EXAMPLE)}))
    @APIResponse(responseCode = "200", description = "The answer: JSON, or an event stream if stream is true",
            content = {@Content(mediaType = "application/json"), @Content(mediaType = "text/event-stream")})
    @APIResponse(responseCode = "400", description = "OpenAI's error object: the request is invalid")
    public Uni<Response> complete(@Context HttpServerRequest request) {
        return inference.answer(request, endpoint);
    }
}
