package dev.ponder.runtime.metrics;

/** Removes meters that requests of the server to itself left. */
@FunctionalInterface
public interface MeterCleanup {

    /**
     * Removes the meters of all HTTP servers and clients, and those of an upstream. A meter of them that is used again
     * starts at zero.
     */
    void run(String upstream);
}
