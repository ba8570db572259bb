package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyExpression;

/**
 * All that the engine needs to know of a client's request.
 *
 * @param prompts what is asked of the model: at least one, each answered on its own by as many choices
 * @param expression what is to be done about it
 * @param parameters the strategies' parameters that it sets
 * @param limits what it may spend, over all prompts
 * @param choices how many choices it wants for each prompt, at least 1
 * @param streamed whether the client reads a stream
 * @param emulation whether the client allows emulation; empty when it does not say
 * @param watcher hears of progress; must be cheap and must not fail
 */
public record InferenceRequest(List<ChatRequest> prompts, StrategyExpression expression, ParameterValues parameters,
        RequestLimits limits, int choices, boolean streamed, Optional<Boolean> emulation, Consumer<Progress> watcher) {

    /** Copies the list. */
    public InferenceRequest {
        prompts = List.copyOf(prompts);
    }

    /** The first prompt, whose parameters are those of all. */
    public ChatRequest first() {
        return prompts.get(0);
    }
}
