package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The simulated model {@code sim}, which answers arithmetic questions and runs inside the server. */
@ConfigGroup
public interface SimConfig {

    /**
     * Whether the simulated model {@code sim} is served. By default it is served in development and tests, if no
     * upstream is configured.
     */
    Optional<Boolean> enabled();

    /** Probability that an answer of {@code sim} is right, 0 to 1. */
    @WithDefault("0.6")
    @Range(max = 1)
    double accuracy();

    /** Probability that a verdict of {@code sim} as a judge is right, 0 to 1. */
    @WithDefault("0.9")
    @Range(max = 1)
    double judgeAccuracy();

    /** Time from the call to the first token of {@code sim}. */
    @WithDefault("200MS")
    Duration firstToken();

    /** Time between two tokens of {@code sim}. */
    @WithDefault("20MS")
    Duration tokenDelay();

    /** Random seed of {@code sim} for requests without a {@code seed}. */
    @WithDefault("42")
    long seed();
}
