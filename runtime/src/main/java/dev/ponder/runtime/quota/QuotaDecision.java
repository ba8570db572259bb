package dev.ponder.runtime.quota;

import java.time.Duration;

/**
 * What a store decided about a claim.
 *
 * @param verdict whether the request may start
 * @param parallelCalls how many upstream calls it may make at a time, at least 1 if it may start; at most those of its claim
 * @param requestsUsed requests in the last minute, including this one if it may start
 * @param tokensUsed tokens in the last minute, likewise
 * @param budgetUsed what is spent and reserved in the period of the budget, likewise
 * @param retryAfter when the same claim may be granted; zero if it may start, negative if it exceeds the whole limit
 */
public record QuotaDecision(Verdict verdict, int parallelCalls, double requestsUsed, double tokensUsed,
        long budgetUsed, Duration retryAfter) {

    /** Whether a request may start, and otherwise the limit that rejects it. */
    public enum Verdict {
        /** It may start, and the claim is reserved. */
        GRANTED,
        /** It may start, but nothing is reserved, because the counts could not be reached. */
        UNCHECKED,
        /** The spending budget. */
        BUDGET,
        /** The tokens in a minute. */
        TOKENS,
        /** The requests in a minute. */
        REQUESTS,
        /** The upstream calls at a time. */
        PARALLEL_CALLS;

        private static final Verdict[] ALL = values();

        /** The verdict with this number. */
        public static Verdict of(int ordinal) {
            return ALL[ordinal];
        }
    }

    /** Whether the request may start. */
    public boolean mayStart() {
        return verdict == Verdict.GRANTED || verdict == Verdict.UNCHECKED;
    }

    /** A request that starts without a look at the counts. */
    public static QuotaDecision unchecked(QuotaClaim claim) {
        return new QuotaDecision(Verdict.UNCHECKED, claim.parallelCalls(), 0, 0, 0, Duration.ZERO);
    }
}
