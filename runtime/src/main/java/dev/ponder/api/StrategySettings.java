package dev.ponder.api;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** Settings that all strategies have. The configuration interface of a strategy extends this interface. */
@ConfigGroup
public interface StrategySettings {

    /**
     * Whether requests may use this strategy; others are answered with 403. Without a value, all strategies are enabled
     * except those that fetch addresses, run programs, or keep what clients send.
     */
    Optional<Boolean> enabled();

    /** Streaming. */
    Streaming streaming();

    /** Settings of the streams of one strategy. */
    @ConfigGroup
    interface Streaming {

        /**
         * Whether streams of this strategy are emulated, if it chooses among complete answers. Without a value,
         * {@code ponder.streaming.emulation.enabled} applies.
         */
        Optional<Boolean> emulation();
    }
}
