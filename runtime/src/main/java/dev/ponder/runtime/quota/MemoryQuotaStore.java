package dev.ponder.runtime.quota;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.smallrye.mutiny.Uni;

/**
 * Counts in the memory of this server, so that each replica has the limits for itself, and a restart begins with none used.
 * Without locks: a decision is one compare-and-set of the immutable state of the client.
 */
public final class MemoryQuotaStore implements QuotaStore {

    private final Clock clock;
    private final Map<String, AtomicReference<QuotaState>> clients = new ConcurrentHashMap<>();

    public MemoryQuotaStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<QuotaDecision> reserve(QuotaClaim claim) {
        return Uni.createFrom().item(() -> decide(claim));
    }

    @Override
    public Uni<Void> settle(QuotaClaim claim, QuotaDecision decision, long tokens, long spending) {
        return Uni.createFrom().voidItem().invoke(() -> {
            long now = QuotaState.micros(clock.instant());
            state(claim).updateAndGet(state -> state.at(now, claim.limits())
                    .settled(claim, decision.parallelCalls(), tokens, spending));
        });
    }

    @Override
    public String state() {
        return "in memory, for this server alone";
    }

    private QuotaDecision decide(QuotaClaim claim) {
        AtomicReference<QuotaState> state = state(claim);
        long now = QuotaState.micros(clock.instant());
        while (true) {
            QuotaState before = Objects.requireNonNull(state.get());
            QuotaState present = before.at(now, claim.limits());
            QuotaDecision decision = present.decide(claim);
            QuotaState after = decision.mayStart() ? present.reserved(claim, decision.parallelCalls()) : present;
            if (state.compareAndSet(before, after)) {
                return decision;
            }
        }
    }

    private AtomicReference<QuotaState> state(QuotaClaim claim) {
        AtomicReference<QuotaState> known = clients.get(claim.client());
        return known != null
                ? known
                : clients.computeIfAbsent(claim.client(), client -> new AtomicReference<>(QuotaState.UNUSED));
    }
}
