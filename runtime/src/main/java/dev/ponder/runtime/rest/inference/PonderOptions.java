package dev.ponder.runtime.rest.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.strategy.StrategySelector.Selection;

/**
 * Ponder's own options of a request.
 *
 * @param strategy the strategy that the request names beside its model; null if it names none
 * @param parameters the values of strategy parameters
 * @param limits the server's limits, lowered by the request
 * @param emulation whether streaming may be emulated; empty for the server's default
 * @param progress how a stream reports progress
 * @param trace whether the response reports its stages
 * @param batched whether it shares upstream calls with identical requests
 */
public record PonderOptions(@Nullable Named strategy, ParameterValues parameters, RequestLimits limits,
        Optional<Boolean> emulation, ProgressMode progress, boolean trace, boolean batched) {

    /** What the engine is asked: these prompts, answered by the selected strategy and model. */
    public InferenceRequest inference(List<ChatRequest> prompts, Selection selection, ResponseOptions response,
            Consumer<Progress> watcher) {
        var request = new InferenceRequest(prompts.stream().map(prompt -> prompt.withModel(selection.model())).toList(),
                selection.expression(), parameters, limits, response.choices(), response.stream(), emulation, watcher);
        var shared = batched ? request.withBatching() : request;
        return trace ? shared.withTrace() : shared;
    }
}
