package dev.ponder.runtime.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.QuotaExceeded;
import dev.ponder.runtime.price.ModelPrice;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import io.smallrye.mutiny.Uni;

/**
 * What one request reserves of the limits of its client: the estimate from {@link #open} to {@link #end}, and what it used
 * afterwards. Thread-safe. Whoever opens a reservation ends it, also after a failure or a cancellation.
 */
public final class Reservation {

    private final QuotaStore store;
    private final QuotaClaim claim;
    private final QuotaHeaders headers;
    private final Spending spending;
    private @Nullable QuotaDecision decision;
    private boolean ended;
    private long tokens;
    private BigDecimal spent = BigDecimal.ZERO;

    /**
     * Computes spending in the unit of the budget.
     *
     * @param unit empty without a budget
     * @param price the price of the request's model, also for models of its strategy that have none; null without one
     */
    record Spending(Optional<Unit> unit, PriceTable prices, @Nullable ModelPrice price) {

        BigDecimal of(String model, Usage usage) {
            if (unit.isEmpty()) {
                return BigDecimal.ZERO;
            }
            if (unit.get() == Unit.TOKENS) {
                return BigDecimal.valueOf(usage.totalTokens());
            }
            return prices.cost(model, usage).or(() -> Optional.ofNullable(price).map(known -> known.cost(usage)))
                    .orElse(BigDecimal.ZERO).movePointRight(QuotaLimits.MONEY_PLACES);
        }

        /** A number that a store counts. A part of a unit counts as one. */
        static long counted(BigDecimal amount) {
            return amount.min(BigDecimal.valueOf(QuotaLimits.MAX_BUDGET)).setScale(0, RoundingMode.CEILING).longValue();
        }
    }

    Reservation(QuotaStore store, QuotaClaim claim, QuotaHeaders headers, Spending spending) {
        this.store = store;
        this.claim = claim;
        this.headers = headers;
        this.spending = spending;
    }

    /**
     * Reserves the estimate. Fails with {@link QuotaExceeded} if a limit is reached. To be subscribed to once.
     *
     * @return how many upstream calls the request may make at a time, 1 or more
     */
    public Uni<Integer> open() {
        // The store finishes its decision when the client disconnects, so that it can be settled
        return Uni.createFrom().emitter(emitter -> store.reserve(claim).subscribe().with(decided -> {
            decide(decided);
            if (decided.mayStart()) {
                emitter.complete(decided.parallelCalls());
            } else {
                emitter.fail(headers.rejection(claim, decided));
            }
        }, emitter::fail));
    }

    /** Adds what calls used. */
    public synchronized void charge(String model, Usage usage) {
        tokens += usage.totalTokens();
        spent = spent.add(spending.of(model, usage));
    }

    /** Replaces the estimate by what was charged. Only the first call counts. */
    public void end() {
        QuotaDecision reserved;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            reserved = decision;
        }
        if (reserved != null) {
            settle(reserved);
        }
    }

    /** The headers of the response, which tell the client its limits; empty before a decision. */
    public Map<String, String> headers() {
        QuotaDecision decided = decision();
        return decided == null || decided.verdict() == QuotaDecision.Verdict.UNCHECKED
                ? Map.of()
                : headers.of(claim, decided);
    }

    private synchronized @Nullable QuotaDecision decision() {
        return decision;
    }

    private void decide(QuotaDecision decided) {
        boolean late;
        synchronized (this) {
            decision = decided;
            late = ended;
        }
        headers.observe(claim, decided);
        if (late) {
            settle(decided);
        }
    }

    private void settle(QuotaDecision reserved) {
        if (reserved.mayStart()) {
            long used;
            long counted;
            synchronized (this) {
                used = tokens;
                counted = Spending.counted(spent);
            }
            store.settle(claim, reserved, used, counted).subscribe().with(settled -> {
            });
        }
    }
}
