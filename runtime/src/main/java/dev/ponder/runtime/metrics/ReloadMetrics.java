package dev.ponder.runtime.metrics;

import java.util.function.BooleanSupplier;

/** Records what changed without a restart. Implementations are cheap and thread-safe, and never throw. */
public interface ReloadMetrics {

    /**
     * A file is watched from now on.
     *
     * @param property the property that names it
     * @param used whether its present content is in use
     */
    void watched(String property, BooleanSupplier used);

    /** New content of a file was used, or rejected. */
    void reloaded(String property, boolean used);

    /** A setting has another value from now on. */
    void changed(String setting);
}
