package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The simulated model {@code sim}: arithmetic, in process. */
@ConfigGroup
public interface SimConfig {

    /** Whether it is there. By default in development and tests, while no upstream is configured. */
    Optional<Boolean> enabled();

    /** How often it is right, 0 to 1. */
    @WithDefault("0.6")
    double accuracy();

    /** How often it judges rightly, 0 to 1. */
    @WithDefault("0.9")
    double judgeAccuracy();

    /** Time to its first token. */
    @WithDefault("200MS")
    Duration firstToken();

    /** Time between two tokens. */
    @WithDefault("20MS")
    Duration tokenDelay();

    /** What its chance begins with, for requests without a seed. */
    @WithDefault("42")
    long seed();
}
