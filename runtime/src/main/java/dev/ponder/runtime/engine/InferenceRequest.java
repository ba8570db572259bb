package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyExpression;

/**
 * A request for the engine.
 *
 * @param prompts at least one; each gets its own choices
 * @param expression the strategies to apply
 * @param parameters the request's parameters for these strategies
 * @param limits the budget for all prompts together
 * @param choices how many choices to return for each prompt, at least 1
 * @param streamed whether the client reads a stream
 * @param emulation whether the client allows an emulated stream; empty if the request does not specify it
 * @param watcher receives progress reports; must be cheap and must not throw
 * @param origin the HTTP request
 * @param traced whether the stages are recorded for the client
 * @param batched whether it shares upstream calls with identical requests of its client
 */
public record InferenceRequest(List<ChatRequest> prompts, StrategyExpression expression, ParameterValues parameters,
        RequestLimits limits, int choices, boolean streamed, Optional<Boolean> emulation, Consumer<Progress> watcher,
        RequestOrigin origin, boolean traced, boolean batched) {

    /** Copies the list. */
    public InferenceRequest {
        prompts = List.copyOf(prompts);
    }

    /** A request of unknown origin. */
    public InferenceRequest(List<ChatRequest> prompts, StrategyExpression expression, ParameterValues parameters,
            RequestLimits limits, int choices, boolean streamed, Optional<Boolean> emulation,
            Consumer<Progress> watcher) {
        this(prompts, expression, parameters, limits, choices, streamed, emulation, watcher, RequestOrigin.UNKNOWN,
                false, false);
    }

    /** The same request, received with this HTTP request. */
    public InferenceRequest from(RequestOrigin received) {
        return new InferenceRequest(prompts, expression, parameters, limits, choices, streamed, emulation, watcher,
                received, traced, batched);
    }

    /** The same request, whose stages are recorded. */
    public InferenceRequest withTrace() {
        return new InferenceRequest(prompts, expression, parameters, limits, choices, streamed, emulation, watcher,
                origin, true, batched);
    }

    /** The same request, which shares its upstream calls. */
    public InferenceRequest withBatching() {
        return new InferenceRequest(prompts, expression, parameters, limits, choices, streamed, emulation, watcher,
                origin, traced, true);
    }

    /** The first prompt. All prompts have the same model and parameters. */
    public ChatRequest first() {
        return prompts.get(0);
    }
}
