package dev.ponder.runtime.strategy;

import dev.ponder.api.InferenceStrategy;

/** The four kinds of strategy. */
public enum StrategyKind {
    /** Streams natively. */
    STREAMING,
    /** Streams by emulation. */
    BUFFERED,
    /** Streams as the next strategy does; natively if it is the last. */
    TRANSFORM,
    /** Streams as the next strategy does; natively if it is the last. */
    WRAPPER;

    static StrategyKind of(InferenceStrategy strategy) {
        if (strategy instanceof InferenceStrategy.Streaming) {
            return STREAMING;
        }
        if (strategy instanceof InferenceStrategy.Buffered) {
            return BUFFERED;
        }
        return strategy instanceof InferenceStrategy.Transform ? TRANSFORM : WRAPPER;
    }

    /** Whether the strategy writes an answer itself. */
    public boolean answers() {
        return this == STREAMING || this == BUFFERED;
    }

    /**
     * Whether the strategy may read or change the text of answers, so that an answer of audio or images is of no use to
     * it. A transform only changes the request.
     */
    public boolean readsAnswers() {
        return this != TRANSFORM;
    }
}
