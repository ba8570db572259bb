package dev.ponder.api;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of every strategy. The interface of a strategy's own settings extends it. */
@ConfigGroup
public interface StrategySettings {

    /** Streaming of the strategy's answers. */
    Streaming streaming();

    /** Streaming of a strategy's answers. */
    @ConfigGroup
    interface Streaming {

        /** Whether emulated streams are allowed; if not set, {@code ponder.streaming.emulation.enabled} applies. */
        Optional<Boolean> emulation();
    }
}
