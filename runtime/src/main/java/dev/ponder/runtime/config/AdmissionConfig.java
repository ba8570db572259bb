package dev.ponder.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How many requests are answered at the same time, and how many may wait. */
@ConfigGroup
public interface AdmissionConfig {

    /** Requests that are answered at the same time, streams to their end included. */
    @WithDefault("4096")
    int maxRequests();

    /** Requests that may wait for their turn; one more is refused with 503 before its body is read. */
    @WithDefault("1024")
    int maxQueued();

    /** How long a request may wait for its turn before it is refused with 503. */
    @WithDefault("30S")
    Duration maxWait();
}
