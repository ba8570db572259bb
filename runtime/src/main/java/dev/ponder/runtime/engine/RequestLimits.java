package dev.ponder.runtime.engine;

import java.time.Duration;

import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.security.RequestCaps;
import dev.ponder.runtime.upstream.TimeoutOverrides;

/**
 * The limits of one request: the configured limits, or lower ones that the request asks for.
 *
 * @param maxCalls the maximum number of upstream calls, 1 or more
 * @param maxTokens the maximum number of tokens, prompt and completion, 1 or more
 * @param deadline the maximum duration of the request
 * @param maxParallelCalls the maximum number of calls at a time, 1 or more
 * @param quorum the number of candidates of a sample that must succeed, 1 or more
 * @param timeouts the request's own timeouts of its calls
 */
public record RequestLimits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls, int quorum,
        TimeoutOverrides timeouts) {

    /** Checks the quorum; throws an {@link IllegalArgumentException}. */
    public RequestLimits {
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum: " + quorum + " (expected 1 or more; see ponder.limits.quorum)");
        }
    }

    /** Limits without timeouts of its own for calls. */
    public RequestLimits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls, int quorum) {
        this(maxCalls, maxTokens, deadline, maxParallelCalls, quorum, TimeoutOverrides.NONE);
    }

    /** The configured limits. */
    public static RequestLimits of(LimitsConfig config) {
        return new RequestLimits(config.maxCalls(), config.maxTokens(), config.deadline(), config.maxParallelCalls(),
                config.quorum());
    }

    /** The same limits, each lowered to the argument if that is less. */
    public RequestLimits atMost(int calls, long tokens, Duration time) {
        return new RequestLimits(Math.min(maxCalls, calls), Math.min(maxTokens, tokens),
                deadline.compareTo(time) <= 0 ? deadline : time, maxParallelCalls, quorum, timeouts);
    }

    /** The same limits, each lowered to that of the client if that is less. */
    public RequestLimits cappedBy(RequestCaps client) {
        return client.equals(RequestCaps.NONE)
                ? this
                : new RequestLimits(Math.min(maxCalls, client.maxCalls().orElse(maxCalls)),
                        Math.min(maxTokens, client.maxTokens().orElse(maxTokens)),
                        client.deadline().filter(time -> time.compareTo(deadline) < 0).orElse(deadline),
                        Math.min(maxParallelCalls, client.maxParallelCalls().orElse(maxParallelCalls)), quorum,
                        timeouts);
    }

    /** The same limits with another quorum. */
    public RequestLimits withQuorum(int candidates) {
        return new RequestLimits(maxCalls, maxTokens, deadline, maxParallelCalls, candidates, timeouts);
    }

    /** The same limits with timeouts for each call. */
    public RequestLimits within(TimeoutOverrides limits) {
        return new RequestLimits(maxCalls, maxTokens, deadline, maxParallelCalls, quorum, limits);
    }
}
