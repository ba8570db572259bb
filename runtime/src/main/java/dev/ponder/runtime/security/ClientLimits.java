package dev.ponder.runtime.security;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The limits of all requests of a client together.
 *
 * @param requestsPerMinute the maximum number of requests in a minute, 1 or more; empty for no limit
 * @param tokensPerMinute the maximum number of tokens in a minute, 1 or more; empty for no limit
 * @param parallelCalls the maximum number of upstream calls at a time, 1 or more; empty for no limit
 * @param budget what it may spend; empty for no limit
 */
public record ClientLimits(OptionalInt requestsPerMinute, OptionalLong tokensPerMinute, OptionalInt parallelCalls,
        Optional<SpendingBudget> budget) {

    /** No limits. */
    public static final ClientLimits NONE = new ClientLimits(OptionalInt.empty(), OptionalLong.empty(),
            OptionalInt.empty(), Optional.empty());

    /**
     * What a client may spend in a period.
     *
     * @param amount the maximum, more than 0
     * @param unit what is counted
     * @param period after which time the count starts again
     */
    public record SpendingBudget(BigDecimal amount, Unit unit, Period period) {

        /** What a budget counts. */
        public enum Unit {
            /** Tokens, prompt and completion. */
            TOKENS,
            /** Money, in the currency of the price table. */
            MONEY
        }

        /** The period of a budget, in UTC. */
        public enum Period {
            /** A day. */
            DAY,
            /** A calendar month. */
            MONTH
        }
    }
}
