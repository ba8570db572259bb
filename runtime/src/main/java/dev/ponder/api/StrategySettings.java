package dev.ponder.api;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings that every strategy has; the interface of a strategy's own settings extends it. */
@ConfigGroup
public interface StrategySettings {

    /** How it is streamed. */
    Streaming streaming();

    /** Streaming. */
    @ConfigGroup
    interface Streaming {

        /** Whether a stream of it is emulated where it needs that; without a value, the deployment's setting holds. */
        Optional<Boolean> emulation();
    }
}
