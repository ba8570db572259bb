package dev.ponder.runtime.rest.openai;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.Prompts;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.StandardParameters;
import io.vertx.core.buffer.Buffer;

/** Parses and checks the bodies of text completions. A prompt becomes a conversation of one message. */
@ApplicationScoped
class CompletionRequestReader implements RequestReader {

    /** The members that a chat model does not get. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "prompt", "stream", "stream_options",
            "n", "suffix", "echo", "best_of", "logprobs");

    private final ClientRequestReader requests;

    CompletionRequestReader(ClientRequestReader requests) {
        this.requests = requests;
    }

    @Override
    public ClientRequest read(Buffer received, RequestHints hints) {
        ClientRequest request = requests.read(OpenAiEndpoints.COMPLETIONS, received, "model and prompt", hints,
                Optional.empty());
        return request.withPrompts(() -> prompts(request.model(), request.body().parsed()));
    }

    /** An upstream with text completions may accept what a chat model cannot. */
    private static Prompts prompts(String model, ObjectNode body) {
        try {
            return Prompts.of(chatRequests(model, body));
        } catch (RequestException noChat) {
            return Prompts.relayOnly(noChat);
        }
    }

    private static List<ChatRequest> chatRequests(String model, ObjectNode body) {
        StandardParameters.check(body);
        CompletionOnlyParameters.reject(body);
        Map<String, JsonNode> parameters = StandardParameters.without(body, NOT_PARAMETERS);
        return PromptReader.read(JsonField.of(body, "prompt")).stream()
                .map(prompt -> new ChatRequest(model, Conversation.of(ChatMessage.user(prompt)), parameters))
                .toList();
    }
}
