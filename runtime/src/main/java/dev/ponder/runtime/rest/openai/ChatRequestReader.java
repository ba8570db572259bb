package dev.ponder.runtime.rest.openai;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.ClientRequestReader.PromptReading;
import dev.ponder.runtime.rest.inference.JsonBodyReader;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.MessageReader;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.StandardParameters;
import dev.ponder.runtime.rest.inference.StrategyTag;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/** Reads and checks the body of a chat completion: one pass over the bytes, one refusal that says all. */
@ApplicationScoped
public class ChatRequestReader implements RequestReader {

    /** What is not for the model: delivery, and our own fields beside those that strategies declare. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "stream", "stream_options", "n");

    private final JsonBodyReader parser;
    private final ClientRequestReader requests;
    private final boolean strategyInMessages;

    ChatRequestReader(JsonBodyReader parser, ClientRequestReader requests, PonderConfig config) {
        this.parser = parser;
        this.requests = requests;
        this.strategyInMessages = config.strategyInMessages();
    }

    @Override
    public ClientRequest read(Buffer bytes, @Nullable String strategyHeader) {
        return read(parser.object(bytes, "model and messages"), bytes, strategyHeader);
    }

    /** Reads a body that has been parsed. */
    public ClientRequest read(ObjectNode body, Buffer bytes, @Nullable String strategyHeader) {
        Optional<Named> tagged = strategyInMessages ? StrategyTag.take(body) : Optional.empty();
        PromptReading messages = (model, upstreamBody) -> {
            var conversation = MessageReader.read(JsonField.of(upstreamBody, "messages"));
            StandardParameters.checkChat(upstreamBody);
            var chat = new ChatRequest(model, conversation,
                    ClientRequestReader.parameters(upstreamBody, NOT_PARAMETERS));
            return () -> List.of(chat);
        };
        ClientRequest request = requests.read(Endpoint.CHAT, bytes, body, strategyHeader, messages);
        return tagged.map(request::tagged).orElse(request);
    }
}
