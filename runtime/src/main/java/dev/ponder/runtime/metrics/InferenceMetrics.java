package dev.ponder.runtime.metrics;

import java.time.Duration;
import java.util.function.Supplier;

import dev.ponder.api.chat.Usage;

/** Hears what happened. Implementations are cheap, thread-safe and never fail. */
public interface InferenceMetrics {

    /**
     * A call to an upstream is over, its stream included.
     *
     * @param outcome {@code ok}, {@code cancelled}, or an error's code
     */
    void callEnded(String upstream, String outcome, Duration duration);

    /** A call used tokens. */
    void tokensUsed(String upstream, Usage usage);

    /** The first part of a request's answer left the engine, this long after the request came in. */
    void answerBegan(String strategy, Duration afterRequest);

    /**
     * A request is over, its stream included.
     *
     * @param strategy the strategy's id, or {@code composed} for an expression of several
     * @param streaming {@code native} or {@code emulated}
     * @param outcome {@code ok}, {@code cancelled}, or an error's code
     */
    void requestEnded(String strategy, String streaming, String outcome, Duration duration);

    /**
     * Something whose value may be asked for at any time.
     *
     * @param tags names and values in turn
     */
    void gauge(String name, Supplier<? extends Number> value, String... tags);
}
