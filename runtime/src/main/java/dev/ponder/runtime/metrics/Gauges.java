package dev.ponder.runtime.metrics;

import java.util.function.Supplier;

/** Registers gauges. */
public interface Gauges {

    /**
     * Registers a gauge.
     *
     * @param value the present value; cheap, may be called on any thread
     * @param tags alternating names and values
     */
    void gauge(String name, Supplier<? extends Number> value, String... tags);
}
