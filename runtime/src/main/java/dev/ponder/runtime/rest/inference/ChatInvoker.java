package dev.ponder.runtime.rest.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.inference.StrategyTags.Untagged;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;

/**
 * Lets other protocols than OpenAI's ask chat models and strategies. The parameters have the names, the checks and the
 * defaults of OpenAI's chat completions. The caller admits the request.
 */
@Singleton
public class ChatInvoker implements ReloadableSettings {

    private final PonderOptionsReader options;
    private final StrategySelector selector;
    private final InferenceEngine engine;
    private volatile int maxChoices;
    private final boolean strategyInMessages;

    ChatInvoker(PonderOptionsReader options, StrategySelector selector, InferenceEngine engine, PonderConfig config) {
        this.options = options;
        this.selector = selector;
        this.engine = engine;
        this.maxChoices = config.limits().maxChoices();
        this.strategyInMessages = config.strategyInMessages();
    }

    @Override
    public void use(PonderConfig changed) {
        maxChoices = changed.limits().maxChoices();
    }

    /**
     * Answers conversations by one choice each; the index of a choice is that of its conversation. All conversations
     * share the limits of one request. Fails with 400, or 404 for an unknown model. The calls to models start when the
     * parts of the run are subscribed to.
     *
     * @param model the model, with or without the prefix of a strategy
     * @param conversations at least one; of strategy tags, those in the first one count
     * @param parameters parameters of the model and Ponder's own fields, as in the body of a chat completion; not changed
     * @param stream whether the client reads a stream
     * @param origin the HTTP request
     */
    public Uni<InferenceRun> invoke(String model, List<Conversation> conversations, ObjectNode parameters,
            boolean stream, RequestOrigin origin) {
        return invoke(model, conversations, parameters, stream, origin, progress -> {
        });
    }

    /**
     * The same, and reports the progress of strategies.
     *
     * @param watcher called on the request's event loop; must not block
     */
    public Uni<InferenceRun> invoke(String model, List<Conversation> conversations, ObjectNode parameters,
            boolean stream, RequestOrigin origin, Consumer<Progress> watcher) {
        return Uni.createFrom().deferred(() -> {
            ObjectNode body = parameters.deepCopy().put("stream", stream);
            ResponseOptions response = ResponseOptions.read(body, maxChoices);
            checkChoices(response);
            List<Untagged> untagged = conversations.stream().map(this::untagged).toList();
            PonderOptions ponder = options.read(body, origin.header(PonderHeaders.STRATEGY),
                    untagged.get(0).strategy(), origin.apiClient());
            options.removeFrom(body);
            Map<String, JsonNode> forModel = StandardParameters.chat(body);
            List<ChatRequest> prompts = untagged.stream()
                    .map(prompt -> new ChatRequest(model, prompt.conversation(), forModel)).toList();
            return selector.select(ponder.strategy(), model, origin.apiClient()).map(selection -> {
                checkBranches(selection);
                return engine.run(ponder.inference(prompts, selection, response, watcher).from(origin));
            });
        });
    }

    private Untagged untagged(Conversation conversation) {
        return strategyInMessages
                ? StrategyTags.removeFrom(conversation)
                : new Untagged(conversation, Optional.empty());
    }

    private static void checkBranches(Selection selection) {
        int branches = selection.expression().branches().size();
        if (branches > 1) {
            throw RequestException.invalid("model", "strategy '" + selection.expression() + "' answers with " + branches
                    + " choices (expected one: only OpenAI's protocol has a place for several)");
        }
    }

    private static void checkChoices(ResponseOptions response) {
        if (response.choices() > 1) {
            throw RequestException.invalid("n", "n: " + response.choices()
                    + " (expected 1: only OpenAI's protocol has a place for several choices)");
        }
    }
}
