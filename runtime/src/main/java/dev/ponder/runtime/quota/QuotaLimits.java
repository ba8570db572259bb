package dev.ponder.runtime.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Period;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;

/**
 * The limits of a client as numbers that a store counts. Zero is no limit.
 *
 * @param requestsPerMinute the maximum number of requests in a minute
 * @param tokensPerMinute the maximum number of tokens in a minute
 * @param parallelCalls the maximum number of upstream calls at a time
 * @param budget what may be spent in the period: tokens, or billionths of the currency
 * @param period names the unit and the period of the budget, such as {@code money:2026-11}; of two periods of one kind, the
 *        later one is the greater text. Empty without a budget
 * @param reset when the next period begins
 */
public record QuotaLimits(long requestsPerMinute, long tokensPerMinute, int parallelCalls, long budget, String period,
        Instant reset) {

    /** Decimal places of an amount of money that are counted. */
    static final int MONEY_PLACES = 9;
    /** The largest number of a budget, which Redis counts without rounding. */
    static final long MAX_BUDGET = 9_000_000_000_000_000L;

    /** The limits at a time. */
    public static QuotaLimits of(ClientLimits limits, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return limits.budget().map(budget -> of(limits, budget, today)).orElseGet(() -> new QuotaLimits(
                limits.requestsPerMinute().orElse(0), limits.tokensPerMinute().orElse(0),
                limits.parallelCalls().orElse(0), 0, "", Instant.EPOCH));
    }

    private static QuotaLimits of(ClientLimits limits, SpendingBudget budget, LocalDate today) {
        boolean daily = budget.period() == Period.DAY;
        LocalDate first = daily ? today : today.withDayOfMonth(1);
        LocalDate next = daily ? first.plusDays(1) : first.plusMonths(1);
        return new QuotaLimits(limits.requestsPerMinute().orElse(0), limits.tokensPerMinute().orElse(0),
                limits.parallelCalls().orElse(0), amount(budget),
                budget.unit().name().toLowerCase(Locale.ROOT) + ":"
                        + (daily ? first : first.toString().substring(0, 7)),
                next.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** At least 1, because 0 is no limit. */
    private static long amount(SpendingBudget budget) {
        BigDecimal counted = budget.unit() == Unit.MONEY
                ? budget.amount().movePointRight(MONEY_PLACES)
                : budget.amount();
        return Math.max(1, counted.min(BigDecimal.valueOf(MAX_BUDGET)).longValue());
    }

    /** Whether a period is over when another one of the same kind has begun, or the kind of the budget has changed. */
    static boolean follows(String period, String counted) {
        int kind = period.indexOf(':') + 1;
        boolean sameKind = period.length() == counted.length() && period.regionMatches(0, counted, 0, kind);
        return sameKind ? period.compareTo(counted) > 0 : !period.equals(counted);
    }
}
