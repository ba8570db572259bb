package dev.ponder.runtime.engine;

import java.time.Duration;

import dev.ponder.runtime.config.LimitsConfig;

/** What one request may spend: the operator's limits, lowered where the request asks for less. */
public record Limits(int maxCalls, long maxTokens, Duration deadline, int maxParallelCalls) {

    /** The operator's limits. */
    public static Limits of(LimitsConfig config) {
        return new Limits(config.maxCalls(), config.maxTokens(), config.deadline(), config.maxParallelCalls());
    }

    /** The tighter of each. */
    public Limits atMost(int calls, long tokens, Duration time) {
        return new Limits(Math.min(maxCalls, calls), Math.min(maxTokens, tokens),
                deadline.compareTo(time) <= 0 ? deadline : time, maxParallelCalls);
    }
}
