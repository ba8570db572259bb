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
import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.buffer.Buffer;

/** Parses and checks the bodies of chat completions. */
@ApplicationScoped
class ChatRequestReader implements RequestReader {

    private static final String MEMBERS = "model and messages";

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
        if (!strategyInMessages) {
            return read(received, hints, Optional.empty());
        }
        ObjectNode body = json.object(received, MEMBERS);
        Optional<Named> tag = StrategyTags.removeFrom(body);
        return read(tag.isPresent() ? LoneSurrogates.encode(body.toString()) : received, hints, tag);
    }

    private ClientRequest read(Buffer received, RequestHints hints, Optional<Named> tag) {
        ClientRequest request = requests.read(OpenAiEndpoints.CHAT, received, MEMBERS, hints, tag);
        if (!request.body().isFilledArray("messages")) {
            MessageReader.checked(JsonField.of(request.body().parsed(), "messages"));
        }
        return request.withPrompts(() -> prompts(request.model(), request.body().parsed()));
    }

    /** A relayed request is the upstream's to check. */
    private static Prompts prompts(String model, ObjectNode body) {
        try {
            return Prompts.of(List.of(
                    new ChatRequest(model, MessageReader.read(JsonField.of(body, "messages")),
                            StandardParameters.chat(body))));
        } catch (RequestException invalid) {
            return Prompts.relayOnly(invalid);
        }
    }
}
