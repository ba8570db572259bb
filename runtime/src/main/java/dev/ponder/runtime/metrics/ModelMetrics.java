package dev.ponder.runtime.metrics;

import java.time.Duration;

/** Records metrics of served models. Implementations are cheap and thread-safe, and never throw. */
public interface ModelMetrics {

    /**
     * A hook of a model ended or failed, its stream included.
     *
     * @param hook {@code preprocess}, {@code predict}, {@code explain} or {@code postprocess}
     */
    void hookEnded(String model, String hook, Duration duration);

    /** A model emitted the first item of a stream, this long after the request started. */
    void firstItem(String model, Duration afterRequest);

    /** A model was removed, and so are its meters. */
    void forget(String model);
}
