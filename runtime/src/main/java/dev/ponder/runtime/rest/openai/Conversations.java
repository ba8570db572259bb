package dev.ponder.runtime.rest.openai;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.engine.StrategySelector;
import dev.ponder.runtime.engine.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Conversations that come by another protocol: read, checked and answered as if they had come by this one. Whoever
 * brings them has let their request in.
 */
@ApplicationScoped
public class Conversations {

    private final ChatRequestReader reader;
    private final StrategySelector selector;
    private final InferenceEngine engine;

    Conversations(ChatRequestReader reader, StrategySelector selector, InferenceEngine engine) {
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
            ObjectNode body = parameters.deepCopy().put("model", model).put("stream", stream);
            body.set("messages", conversations.get(0));
            ClientRequest client = reader.read(body, Buffer.buffer(), strategy);
            if (client.delivery().choices() > 1) {
                throw RequestException.invalid("n", "n: " + client.delivery().choices() + " (expected 1: only OpenAI's"
                        + " protocol has a place for several choices)");
            }
            return selector.select(client.strategy(), model)
                    .map(selection -> run(client, conversations, selection, stream));
        });
    }

    private InferenceRun run(ClientRequest client, List<JsonNode> conversations, Selection selection, boolean stream) {
        int branches = selection.expression().branches().size();
        if (branches > 1) {
            throw RequestException.invalid("model", "strategy '" + selection.expression() + "' answers with " + branches
                    + " choices (expected one: only OpenAI's protocol has a place for several)");
        }
        ChatRequest first = client.prompts().get().get(0).withModel(selection.model());
        var prompts = new ArrayList<>(List.of(first));
        for (int i = 1; i < conversations.size(); i++) {
            var field = new BodyField("instances[" + i + "]", conversations.get(i));
            prompts.add(first.withConversation(MessageReader.read(field)));
        }
        return engine.run(new InferenceRequest(prompts, selection.expression(), client.parameters(), client.limits(), 1,
                stream, client.emulation(), progress -> {
                }));
    }
}
