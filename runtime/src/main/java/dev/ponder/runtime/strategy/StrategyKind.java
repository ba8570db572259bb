package dev.ponder.runtime.strategy;

import dev.ponder.api.InferenceStrategy;

/** The four kinds of strategy, and how an answer that ends with one is streamed. */
public enum StrategyKind {
    /** Truly. */
    STREAMING,
    /** By emulation. */
    BUFFERED,
    /** As the next does; truly when it is the last. */
    TRANSFORM,
    /** As the next does; truly when it is the last. */
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

    /** Whether it writes an answer of its own, instead of shaping what the next one does. */
    public boolean answers() {
        return this == STREAMING || this == BUFFERED;
    }
}
