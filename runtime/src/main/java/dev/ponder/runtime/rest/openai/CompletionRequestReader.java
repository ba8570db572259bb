package dev.ponder.runtime.rest.openai;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.JsonBodyReader;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.StandardParameters;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/** Reads and checks the body of a text completion. A prompt that is answered here is a conversation of one message. */
@ApplicationScoped
class CompletionRequestReader implements RequestReader {

    /** What is not for a chat model: delivery, and what {@link CompletionOnlyParameters} lets pass because it asks for nothing. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "prompt", "stream", "stream_options",
            "n", "suffix", "echo", "best_of", "logprobs");

    private final JsonBodyReader parser;
    private final ClientRequestReader requests;

    CompletionRequestReader(JsonBodyReader parser, ClientRequestReader requests) {
        this.parser = parser;
        this.requests = requests;
    }

    @Override
    public ClientRequest read(Buffer bytes, @Nullable String strategyHeader) {
        ObjectNode body = parser.object(bytes, "model and prompt");
        return requests.read(Endpoint.COMPLETIONS, bytes, body, strategyHeader, (model, upstreamBody) -> {
            StandardParameters.check(upstreamBody);
            return () -> prompts(model, upstreamBody);
        });
    }

    private static List<ChatRequest> prompts(String model, ObjectNode body) {
        CompletionOnlyParameters.refuse(body);
        Map<String, JsonNode> parameters = ClientRequestReader.parameters(body, NOT_PARAMETERS);
        return PromptReader.read(JsonField.of(body, "prompt")).stream()
                .map(prompt -> new ChatRequest(model, new Conversation(List.of(ChatMessage.user(prompt))), parameters))
                .toList();
    }
}
