package dev.ponder.runtime.engine;

import java.time.Duration;

import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.upstream.TimeoutOverrides;

/**
 * What one request may spend: the operator's limits, lowered where the request asks for less.
 *
 * @param timeouts limits in time of its calls, where the request has its own
 */
public record Limits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls, TimeoutOverrides timeouts) {

    /** Without limits in time for each call. */
    public Limits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls) {
        this(maxCalls, maxTokens, deadline, maxParallelCalls, TimeoutOverrides.NONE);
    }

    /** The operator's limits. */
    public static Limits of(LimitsConfig config) {
        return new Limits(config.maxCalls(), config.maxTokens(), config.deadline(), config.maxParallelCalls());
    }

    /** The tighter of each. */
    public Limits atMost(int calls, long tokens, Duration time) {
        return new Limits(Math.min(maxCalls, calls), Math.min(maxTokens, tokens),
                deadline.compareTo(time) <= 0 ? deadline : time, maxParallelCalls, timeouts);
    }

    /** The same with limits in time for each call. */
    public Limits within(TimeoutOverrides limits) {
        return new Limits(maxCalls, maxTokens, deadline, maxParallelCalls, limits);
    }
}
