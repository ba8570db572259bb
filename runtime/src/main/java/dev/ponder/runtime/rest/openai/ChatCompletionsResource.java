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

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.admission.Admission;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.engine.StrategySelector;
import dev.ponder.runtime.engine.StrategySelector.Selection;
import dev.ponder.runtime.rest.http.BodyReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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

    private final Admission admission;
    private final BodyReader bodies;
    private final ChatRequestReader reader;
    private final StrategySelector selector;
    private final InferenceEngine engine;
    private final ChatResponder responder;
    private final RelayResponder relay;

    ChatCompletionsResource(Admission admission, BodyReader bodies, ChatRequestReader reader,
            StrategySelector selector, InferenceEngine engine, ChatResponder responder, RelayResponder relay) {
        this.admission = admission;
        this.bodies = bodies;
        this.reader = reader;
        this.selector = selector;
        this.engine = engine;
        this.responder = responder;
        this.relay = relay;
    }

    /** Answers a conversation, as JSON or as a stream of events. */
    @POST
    @Operation(operationId = "createChatCompletion", summary = "Answer a conversation, with or without a strategy")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(type = SchemaType.OBJECT, requiredProperties = {"model", "messages"}), examples = {
                    @ExampleObject(name = "stream", summary = "A streamed mixture of agents", value = STREAM_EXAMPLE),
                    @ExampleObject(name = "parameters", summary = "A vote of nine samples",
                            value = PARAMETERS_EXAMPLE)}))
    @APIResponse(responseCode = "200", description = "The answer: JSON, or events when stream is true",
            content = {@Content(mediaType = "application/json"), @Content(mediaType = "text/event-stream")})
    @APIResponse(responseCode = "400", description = "OpenAI's error object: what is wrong with the request")
    public Uni<Response> complete(@Context HttpServerRequest request) {
        String strategy = request.getHeader(ChatRequestReader.STRATEGY_HEADER);
        return admission.enter(bodies.read(request).chain(body -> {
            ClientRequest client = reader.read(body, strategy);
            return selector.select(client.strategy(), client.chat().model())
                    .chain(selection -> admission.answer(
                            Uni.createFrom().deferred(() -> answer(client, selection, body, request))));
        })).onFailure(Overloaded.class).invoke(() -> bodies.discard(request));
    }

    private Uni<Response> answer(ClientRequest client, Selection selection, Buffer body, HttpServerRequest request) {
        if (selection.expression().passthrough()) {
            return relay.relay(body, client, selection, request);
        }
        var progress = new ProgressFeed(client.progress());
        InferenceRun run = engine.run(new InferenceRequest(client.chat().withModel(selection.model()),
                selection.expression(),
                client.parameters(), client.limits(), client.choices(), client.stream(), client.emulation(), progress));
        return client.stream()
                ? responder.stream(run, progress, client, selection.warning(), request)
                : responder.whole(run, client.chat().model(), selection.warning());
    }
}
