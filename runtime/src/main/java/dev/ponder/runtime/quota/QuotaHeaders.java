package dev.ponder.runtime.quota;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import dev.ponder.api.error.QuotaExceeded;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.quota.QuotaDecision.Verdict;

/**
 * Tells clients their limits, by OpenAI's headers, and operators how much of the budgets is used.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">Rate limits in headers</a>
 */
final class QuotaHeaders {

    private static final double SECONDS_OF_LIMIT = 60;
    private static final String RETRY_AFTER = "Retry-After";
    /** Official SDKs read it. */
    private static final String SHOULD_RETRY = "x-should-retry";

    private final String currency;
    private final Gauges gauges;
    private final Clock clock;
    private final Map<String, AtomicReference<Double>> budgets = new ConcurrentHashMap<>();

    QuotaHeaders(String currency, Gauges gauges, Clock clock) {
        this.currency = currency;
        this.gauges = gauges;
        this.clock = clock;
    }

    /** The headers of a response. */
    Map<String, String> of(QuotaClaim claim, QuotaDecision decision) {
        QuotaLimits limits = claim.limits();
        var headers = new LinkedHashMap<String, String>();
        add(headers, "requests", limits.requestsPerMinute(), decision.requestsUsed());
        add(headers, "tokens", limits.tokensPerMinute(), decision.tokensUsed());
        if (limits.budget() > 0) {
            headers.put("x-ratelimit-limit-budget", amount(limits, limits.budget()));
            headers.put("x-ratelimit-remaining-budget",
                    amount(limits, Math.max(0, limits.budget() - decision.budgetUsed())));
            headers.put("x-ratelimit-reset-budget", text(untilReset(limits)));
        }
        return headers;
    }

    private static void add(Map<String, String> headers, String kind, long limit, double used) {
        if (limit > 0) {
            headers.put("x-ratelimit-limit-" + kind, Long.toString(limit));
            headers.put("x-ratelimit-remaining-" + kind, Long.toString((long) Math.max(0, limit - used)));
            headers.put("x-ratelimit-reset-" + kind,
                    text(Duration.ofMillis((long) Math.ceil(used / limit * SECONDS_OF_LIMIT * 1000))));
        }
    }

    /** The error of a claim that was not granted. */
    QuotaExceeded rejection(QuotaClaim claim, QuotaDecision decision) {
        Map<String, String> headers = of(claim, decision);
        boolean never = decision.retryAfter().isNegative();
        Duration wait = !never
                ? decision.retryAfter()
                : decision.verdict() == Verdict.BUDGET ? untilReset(claim.limits()) : Duration.ofMinutes(1);
        headers.put(RETRY_AFTER, Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
        if (never || decision.verdict() == Verdict.BUDGET) {
            headers.put(SHOULD_RETRY, "false");
        }
        String message = message(claim, decision, never, text(wait));
        return decision.verdict() == Verdict.BUDGET
                ? QuotaExceeded.insufficientQuota(message, headers)
                : QuotaExceeded.rateLimited(message, headers);
    }

    /** Reports the use of a budget, as this server saw it last. */
    void observe(QuotaClaim claim, QuotaDecision decision) {
        if (claim.limits().budget() > 0 && decision.verdict() != Verdict.UNCHECKED) {
            budgets.computeIfAbsent(claim.client(), client -> {
                var used = new AtomicReference<>(0d);
                gauges.gauge("ponder.quota.budget.used", used::get, "client", client);
                return used;
            }).setPlain((double) decision.budgetUsed() / claim.limits().budget());
        }
    }

    private String message(QuotaClaim claim, QuotaDecision decision, boolean never, String wait) {
        QuotaLimits limits = claim.limits();
        String advice = never ? "ask for fewer tokens or calls" : "retry in " + wait;
        return switch (decision.verdict()) {
            case BUDGET ->
                "budget: " + amount(limits, decision.budgetUsed()) + " are used or reserved, and the request needs up"
                        + " to " + amount(limits, claim.spending()) + " (expected at most "
                        + amount(limits, limits.budget())
                        + unit(limits) + " until " + limits.reset() + "; "
                        + (never ? advice : "the budget begins again then")
                        + ", or see " + property(claim, "budget.amount") + ")";
            case TOKENS -> "tokens: " + (long) decision.tokensUsed()
                    + " in the last minute, and the request needs up to "
                    + claim.tokens() + " (expected at most " + limits.tokensPerMinute() + "; " + advice + ", or see "
                    + property(claim, "tokens-per-minute") + ")";
            case REQUESTS ->
                "requests: one more than " + (long) decision.requestsUsed() + " in the last minute (expected at"
                        + " most " + limits.requestsPerMinute() + "; " + advice + ", or see "
                        + property(claim, "requests-per-minute") + ")";
            case PARALLEL_CALLS, GRANTED,
                    UNCHECKED ->
                "calls: " + limits.parallelCalls() + " are running (expected at most "
                        + limits.parallelCalls() + " at a time; " + advice + ", or see "
                        + property(claim, "parallel-calls")
                        + ")";
        };
    }

    private static String property(QuotaClaim claim, String name) {
        return (claim.client().equals(QuotaService.ANONYMOUS)
                ? "ponder.quota.anonymous."
                : "ponder.access.clients." + claim.client() + ".") + name;
    }

    private Duration untilReset(QuotaLimits limits) {
        Duration rest = Duration.between(clock.instant(), limits.reset());
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static boolean money(QuotaLimits limits) {
        return limits.period().startsWith("money");
    }

    private String unit(QuotaLimits limits) {
        return money(limits) ? " " + currency : " tokens";
    }

    private static String amount(QuotaLimits limits, long counted) {
        if (!money(limits)) {
            return Long.toString(counted);
        }
        BigDecimal amount = BigDecimal.valueOf(counted, QuotaLimits.MONEY_PLACES).stripTrailingZeros();
        return amount.setScale(Math.max(0, amount.scale())).toPlainString();
    }

    /** As OpenAI writes durations: {@code 120ms}, {@code 1.5s}, {@code 6m0s}, {@code 26h0m0s}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        String seconds = BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        long minutes = millis / 60_000;
        String hours = minutes < 60 ? "" : minutes / 60 + "h";
        return minutes == 0 ? seconds : hours + minutes % 60 + "m" + seconds;
    }
}
