package dev.ponder.runtime.rest.openai;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.JsonBodyReader;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.MessageReader;
import dev.ponder.runtime.rest.inference.Prompts;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.StandardParameters;
import dev.ponder.runtime.rest.inference.StrategyTags;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import io.vertx.core.buffer.Buffer;

/** Parses and checks the bodies of chat completions. */
@ApplicationScoped
class ChatRequestReader implements RequestReader {

    private final JsonBodyReader json;
    private final ClientRequestReader requests;
    private final boolean strategyInMessages;

    ChatRequestReader(JsonBodyReader json, ClientRequestReader requests, PonderConfig config) {
        this.json = json;
        this.requests = requests;
        this.strategyInMessages = config.strategyInMessages();
    }

    @Override
    public ClientRequest read(Buffer received, RequestHints hints) {
        ObjectNode body = json.object(received, "model and messages");
        Optional<Named> tag = strategyInMessages ? StrategyTags.removeFrom(body) : Optional.empty();
        ClientRequest request = requests.read(OpenAiEndpoints.CHAT, received, body, hints, tag);
        JsonField messages = MessageReader.checked(JsonField.of(body, "messages"));
        return request.withPrompts(prompts(request.model(), messages, body));
    }

    /** A relayed request is the upstream's to check. */
    private static Prompts prompts(String model, JsonField messages, ObjectNode body) {
        try {
            return Prompts.of(List.of(
                    new ChatRequest(model, MessageReader.read(messages), StandardParameters.chat(body))));
        } catch (RequestException invalid) {
            return Prompts.relayOnly(invalid);
        }
    }
}
