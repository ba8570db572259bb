package dev.ponder.api;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** Settings that all strategies have. The configuration interface of a strategy extends this interface. */
@ConfigGroup
public interface StrategySettings {

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
