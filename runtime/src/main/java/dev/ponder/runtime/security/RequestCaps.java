package dev.ponder.runtime.security;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The limits of each request of a client. They only take effect below the limits of the server.
 *
 * @param maxCalls the maximum number of upstream calls, 1 or more; empty for the server's
 * @param maxTokens the maximum number of tokens, prompt and completion, of all calls, 1 or more; empty for the server's
 * @param maxParallelCalls the maximum number of calls at a time, 1 or more; empty for the server's
 * @param deadline the maximum duration; empty for the server's
 */
public record RequestCaps(OptionalInt maxCalls, OptionalLong maxTokens, OptionalInt maxParallelCalls,
        Optional<Duration> deadline) {

    /** Only the limits of the server. */
    public static final RequestCaps NONE = new RequestCaps(OptionalInt.empty(), OptionalLong.empty(),
            OptionalInt.empty(), Optional.empty());
}
