package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.Optional;

/** Limits in time that a request or a model's settings put in the place of an upstream's own. */
public record TimeoutOverrides(Optional<Duration> connect, Optional<Duration> firstByte, Optional<Duration> gap,
        Optional<Duration> total) {

    /** None. */
    public static final TimeoutOverrides NONE = new TimeoutOverrides(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
}
