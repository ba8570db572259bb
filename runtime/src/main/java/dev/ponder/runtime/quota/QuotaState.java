package dev.ponder.runtime.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.ponder.runtime.quota.QuotaDecision.Verdict;

/**
 * What one client uses at a time. Requests and tokens in a minute are leaky buckets: each limit leaks in a minute. Redis
 * counts by the same rules, in {@code state.lua}. Immutable.
 *
 * @param at the time in microseconds since 1970
 * @param requests the level of the bucket of requests
 * @param tokens the level of the bucket of tokens
 * @param parallelCalls the calls of all running requests
 * @param period the period of the budget
 * @param spending what is spent and reserved in this period
 */
public record QuotaState(long at, double requests, double tokens, int parallelCalls, String period, long spending) {

    static final QuotaState UNUSED = new QuotaState(0, 0, 0, 0, "", 0);

    private static final double MINUTE = 60e6;
    private static final double ROUNDING = 1e-6;
    private static final Duration RETRY_PARALLEL_CALLS = Duration.ofSeconds(1);

    /** A time in microseconds since 1970. */
    public static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** The state at a later time. A clock that is set back neither empties nor fills the buckets. */
    QuotaState at(long now, QuotaLimits limits) {
        double minutes = Math.max(0, now - at) / MINUTE;
        boolean next = QuotaLimits.follows(limits.period(), period);
        return new QuotaState(now, leaked(requests, minutes, limits.requestsPerMinute()),
                leaked(tokens, minutes, limits.tokensPerMinute()), parallelCalls,
                next ? limits.period() : period, next ? 0 : spending);
    }

    /** Nothing is counted without a limit. */
    private static double leaked(double level, double minutes, long limit) {
        return limit == 0 ? 0 : Math.max(0, level - minutes * limit);
    }

    QuotaDecision decide(QuotaClaim claim) {
        Verdict verdict = verdict(claim);
        if (verdict != Verdict.GRANTED) {
            return rejection(claim, verdict);
        }
        int limit = claim.limits().parallelCalls();
        int calls = limit == 0 ? claim.parallelCalls() : Math.min(claim.parallelCalls(), limit - parallelCalls);
        QuotaState reserved = reserved(claim, calls);
        return new QuotaDecision(verdict, calls, reserved.requests, reserved.tokens, reserved.spending, Duration.ZERO);
    }

    /** The decision that a limit rejects a claim. */
    public QuotaDecision rejection(QuotaClaim claim, Verdict verdict) {
        return new QuotaDecision(verdict, 0, requests, tokens, spending, retryAfter(claim, verdict));
    }

    QuotaState reserved(QuotaClaim claim, int calls) {
        return new QuotaState(at, requests + 1, tokens + claim.tokens(), parallelCalls + calls, period,
                spending + claim.spending());
    }

    /** Spending counts in the period in which it was reserved. */
    QuotaState settled(QuotaClaim claim, int calls, long usedTokens, long spent) {
        boolean same = period.equals(claim.limits().period());
        return new QuotaState(at, requests, Math.max(0, tokens + usedTokens - claim.tokens()),
                Math.max(0, parallelCalls - calls), period,
                same ? Math.max(0, spending + spent - claim.spending()) : spending);
    }

    /** The limit that the client waits for longest is named. */
    private Verdict verdict(QuotaClaim claim) {
        QuotaLimits limits = claim.limits();
        if (limits.budget() > 0 && claim.spending() > 0 && spending + claim.spending() > limits.budget()) {
            return Verdict.BUDGET;
        }
        if (limits.tokensPerMinute() > 0 && tokens + claim.tokens() > limits.tokensPerMinute() + ROUNDING) {
            return Verdict.TOKENS;
        }
        if (limits.requestsPerMinute() > 0 && requests + 1 > limits.requestsPerMinute() + ROUNDING) {
            return Verdict.REQUESTS;
        }
        return limits.parallelCalls() > 0 && parallelCalls >= limits.parallelCalls()
                ? Verdict.PARALLEL_CALLS
                : Verdict.GRANTED;
    }

    private Duration retryAfter(QuotaClaim claim, Verdict verdict) {
        QuotaLimits limits = claim.limits();
        return switch (verdict) {
            case BUDGET -> claim.spending() > limits.budget()
                    ? never()
                    : micros(Math.max(1, micros(limits.reset()) - at));
            case TOKENS -> claim.tokens() > limits.tokensPerMinute()
                    ? never()
                    : untilLeaked(tokens + claim.tokens(), limits.tokensPerMinute());
            case REQUESTS -> untilLeaked(requests + 1, limits.requestsPerMinute());
            case PARALLEL_CALLS -> RETRY_PARALLEL_CALLS;
            case GRANTED, UNCHECKED -> Duration.ZERO;
        };
    }

    private static Duration untilLeaked(double level, long limit) {
        return micros((long) Math.ceil((level - limit) / limit * MINUTE));
    }

    private static Duration never() {
        return micros(-1);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
