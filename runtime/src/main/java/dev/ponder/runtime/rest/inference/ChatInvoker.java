package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.openai.ChatRequestReader;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * ChatInvoker that come by another protocol: read, checked and answered as if they had come by this one. Whoever
 * brings them has let their request in.
 */
@ApplicationScoped
public class ChatInvoker {

    private final ChatRequestReader reader;
    private final StrategySelector selector;
    private final InferenceEngine engine;

    ChatInvoker(ChatRequestReader reader, StrategySelector selector, InferenceEngine engine) {
        this.reader = reader;
        this.selector = selector;
        this.engine = engine;
    }

    /**
     * Begins to answer conversations; the index of a choice is that of its conversation. They share what one request
     * may spend.
     *
     * @param model the model, with or without a strategy
     * @param conversations at least one list of messages
     * @param parameters what else a body may hold; left as it is
     * @param stream whether the parts are wanted as they come
     * @param strategy the strategy that a header names; null when none does
     */
    public Uni<InferenceRun> begin(String model, List<JsonNode> conversations, ObjectNode parameters, boolean stream,
            @Nullable String strategy) {
        return Uni.createFrom().deferred(() -> {
            List<ClientRequest> read = read(model, conversations, parameters, stream, strategy);
            ClientRequest first = read.get(0);
            return selector.select(first.strategy(), model).map(selection -> run(read, selection));
        });
    }

    private List<ClientRequest> read(String model, List<JsonNode> conversations, ObjectNode parameters, boolean stream,
            @Nullable String strategy) {
        var read = new ArrayList<ClientRequest>();
        for (int i = 0; i < conversations.size(); i++) {
            ObjectNode body = parameters.deepCopy().put("model", model).put("stream", stream);
            body.set("messages", conversations.get(i));
            try {
                read.add(checked(reader.read(body, Buffer.buffer(), strategy)));
            } catch (RequestException e) {
                throw conversations.size() == 1
                        ? e
                        : RequestException.invalid(e.param(), "instances[" + i + "]: " + e.getMessage());
            }
        }
        return read;
    }

    private static ClientRequest checked(ClientRequest client) {
        int choices = client.delivery().choices();
        if (choices > 1) {
            throw RequestException.invalid("n", "n: " + choices
                    + " (expected 1: only OpenAI's protocol has a place for several choices)");
        }
        return client;
    }

    private InferenceRun run(List<ClientRequest> read, Selection selection) {
        int branches = selection.expression().branches().size();
        if (branches > 1) {
            throw RequestException.invalid("model", "strategy '" + selection.expression() + "' answers with " + branches
                    + " choices (expected one: only OpenAI's protocol has a place for several)");
        }
        List<ChatRequest> prompts = read.stream().map(client -> client.prompts().get().get(0)).toList();
        return engine.run(read.get(0).inference(prompts, selection, progress -> {
        }));
    }
}
