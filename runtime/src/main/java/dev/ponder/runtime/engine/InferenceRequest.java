package dev.ponder.runtime.engine;

import java.util.Optional;
import java.util.function.Consumer;

import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;

/**
 * All that the engine needs to know of a client's request.
 *
 * @param chat what is asked of the model
 * @param expression what is to be done about it
 * @param parameters the strategies' parameters that it sets
 * @param limits what it may spend
 * @param choices how many choices it wants, at least 1
 * @param streamed whether the client reads a stream
 * @param emulation whether the client allows emulation; empty when it does not say
 * @param watcher hears of progress; must be cheap and must not fail
 */
public record InferenceRequest(ChatRequest chat, StrategyExpression expression, ParameterValues parameters,
        Limits limits,
        int choices, boolean streamed, Optional<Boolean> emulation, Consumer<Progress> watcher) {}
