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

import dev.ponder.runtime.rest.inference.InferenceEndpoint;
import dev.ponder.runtime.rest.inference.InferenceService;
import dev.ponder.runtime.rest.openai.wire.CompletionEncoderFactory;
import dev.ponder.runtime.rest.openai.wire.CompletionStreamFormat;
import dev.ponder.runtime.rest.openai.wire.TextChoiceWriter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** {@code POST /v1/completions}. */
@Path("/v1/completions")
@Tag(name = "Completions")
public class CompletionsResource {

    private static final String EXAMPLE = """
            {"model": "moa-sim", "prompt": ["What is 17*23?", "What is 19*21?"]}""";

    private final InferenceService inference;
    private final InferenceEndpoint endpoint;

    CompletionsResource(InferenceService inference, CompletionRequestReader reader,
            CompletionEncoderFactory encoders) {
        this.inference = inference;
        this.endpoint = new InferenceEndpoint(reader, encoders.of(new TextChoiceWriter()),
                CompletionStreamFormat::new);
    }

    /** Answers prompts, as JSON or as a stream of events. */
    @POST
    @Operation(operationId = "createCompletion", summary = "Answer prompts, with or without a strategy",
            description = "Without a strategy, the body is forwarded to the upstream. With a strategy, each prompt is a"
                    + " conversation of one message; all prompts share the limits of the request.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "prompt"}),
            examples = @ExampleObject(name = "prompts", summary = "A mixture of agents for each of two prompts",
                    value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "The texts: JSON, or an event stream if stream is true",
            content = {@Content(mediaType = "application/json"), @Content(mediaType = "text/event-stream")})
    @APIResponse(responseCode = "400", description = "OpenAI's error object: the request is invalid")
    public Uni<Response> complete(@Context HttpServerRequest request) {
        return inference.answer(request, endpoint);
    }
}
