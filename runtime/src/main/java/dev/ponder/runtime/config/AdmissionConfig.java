package dev.ponder.runtime.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Limits on the number of requests that the server accepts. */
@ConfigGroup
public interface AdmissionConfig {

    /** Maximum number of requests that are processed at the same time. A stream counts until it ends. */
    @WithDefault("4096")
    @Range(min = 1)
    int maxRequests();

    /**
     * Maximum number of requests that wait in the queue. When the queue is full, a request is rejected with 503 before
     * its body is read.
     */
    @WithDefault("1024")
    int maxQueued();

    /** Maximum time in the queue. A request that waits longer is rejected with 503. */
    @WithDefault("30S")
    Duration maxWait();
}
