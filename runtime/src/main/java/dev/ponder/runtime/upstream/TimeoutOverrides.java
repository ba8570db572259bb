package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.Optional;

/** Timeouts of a request or of a model that replace those of the upstream. */
public record TimeoutOverrides(Optional<Duration> connect, Optional<Duration> firstByte, Optional<Duration> idle,
        Optional<Duration> total) {

    /** No overrides. */
    public static final TimeoutOverrides NONE = new TimeoutOverrides(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
}
