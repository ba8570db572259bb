package dev.ponder.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** Settings that every strategy has. */
@ConfigGroup
public interface StrategyConfig {

    /** How it is streamed. */
    Streaming streaming();

    /** Streaming. */
    @ConfigGroup
    interface Streaming {

        /** Whether a stream of it is emulated where it needs that; without a value, the deployment's setting holds. */
        Optional<Boolean> emulation();
    }
}
