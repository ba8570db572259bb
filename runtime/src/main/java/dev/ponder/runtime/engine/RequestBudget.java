package dev.ponder.runtime.engine;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.ponder.api.Budget;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;

/** The limits of one request, and what it has spent of them. Thread-safe. */
final class RequestBudget implements Budget {

    private final RequestLimits limits;
    private final Instant deadline;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong tokens = new AtomicLong();

    RequestBudget(RequestLimits limits, Instant deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /** Counts a call that is about to start. Throws, and does not count it, if a limit is reached. */
    void startCall() {
        if (tokens.get() >= limits.maxTokens()) {
            throw BudgetExceeded.budgetExhausted(
                    "budget: " + tokens.get() + " tokens used (expected fewer than " + limits.maxTokens()
                            + "; see ponder.budget.max_tokens in the request and ponder.limits.max-tokens)");
        }
        int before = calls.getAndUpdate(started -> Math.min(started + 1, limits.maxCalls()));
        if (before >= limits.maxCalls()) {
            throw BudgetExceeded
                    .budgetExhausted("budget: call number " + (before + 1) + " (expected at most " + limits.maxCalls()
                            + " calls; see ponder.budget.max_calls in the request and ponder.limits.max-calls)");
        }
    }

    /** Takes back the count of a call that the upstream rejected. */
    void refundCall() {
        calls.decrementAndGet();
    }

    void spend(Usage usage) {
        tokens.addAndGet(usage.totalTokens());
    }

    @Override
    public int remainingCalls() {
        return Math.max(0, limits.maxCalls() - calls.get());
    }

    @Override
    public long remainingTokens() {
        return Math.max(0, limits.maxTokens() - tokens.get());
    }

    @Override
    public Instant deadline() {
        return deadline;
    }
}
