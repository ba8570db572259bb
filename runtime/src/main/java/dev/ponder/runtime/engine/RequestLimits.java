package dev.ponder.runtime.engine;

import java.time.Duration;

import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.upstream.TimeoutOverrides;

/**
 * What one request may spend: the operator's limits, lowered where the request asks for less.
 *
 * @param quorum how many candidates of a sample must come back
 * @param timeouts limits in time of its calls, where the request has its own
 */
public record RequestLimits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls, int quorum,
        TimeoutOverrides timeouts) {

    /** Refuses a sample that may be empty. */
    public RequestLimits {
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum: " + quorum + " (expected 1 or more; see ponder.limits.quorum)");
        }
    }

    /** Without limits in time for each call. */
    public RequestLimits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls, int quorum) {
        this(maxCalls, maxTokens, deadline, maxParallelCalls, quorum, TimeoutOverrides.NONE);
    }

    /** The operator's limits. */
    public static RequestLimits of(LimitsConfig config) {
        return new RequestLimits(config.maxCalls(), config.maxTokens(), config.deadline(), config.maxParallelCalls(),
                config.quorum());
    }

    /** The tighter of each. */
    public RequestLimits atMost(int calls, long tokens, Duration time) {
        return new RequestLimits(Math.min(maxCalls, calls), Math.min(maxTokens, tokens),
                deadline.compareTo(time) <= 0 ? deadline : time, maxParallelCalls, quorum, timeouts);
    }

    /** The same limits with another quorum. */
    public RequestLimits withQuorum(int candidates) {
        return new RequestLimits(maxCalls, maxTokens, deadline, maxParallelCalls, candidates, timeouts);
    }

    /** The same with limits in time for each call. */
    public RequestLimits within(TimeoutOverrides limits) {
        return new RequestLimits(maxCalls, maxTokens, deadline, maxParallelCalls, quorum, limits);
    }
}
