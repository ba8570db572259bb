package dev.ponder.runtime.metrics;

import java.time.Duration;

/** Hears how served models do. Implementations are cheap, thread-safe and never fail. */
public interface ModelMetrics {

    /**
     * A hook of a model is over, its stream included, well or not.
     *
     * @param hook {@code preprocess}, {@code predict}, {@code explain} or {@code postprocess}
     */
    void hookEnded(String model, String hook, Duration duration);

    /** The first item of a stream left a model, this long after the request came to it. */
    void firstItem(String model, Duration afterRequest);

    /** A model is there no more: nobody asks how it did. */
    void forget(String model);
}
