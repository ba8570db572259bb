package dev.ponder.runtime.quota.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.ponder.runtime.quota.QuotaClaim;
import dev.ponder.runtime.quota.QuotaLimits;

/** What requests used while Redis could not be reached, in one sum for each client and period. Thread-safe. */
final class UnsettledUse {

    private final Map<Key, Sum> sums = new ConcurrentHashMap<>();

    private record Key(String client, String period) {}

    /** @param limits the latest limits of the client */
    record Sum(QuotaLimits limits, long tokens, long spending) {

        Sum plus(Sum other) {
            return new Sum(other.limits, tokens + other.tokens, spending + other.spending);
        }
    }

    void add(QuotaClaim claim, long tokens, long spending) {
        add(claim.client(), new Sum(claim.limits(), tokens, spending));
    }

    void add(String client, Sum sum) {
        sums.merge(new Key(client, sum.limits.period()), sum, Sum::plus);
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    int size() {
        return sums.size();
    }

    /** Removes all sums, one by one. */
    void drain(BiConsumer<String, Sum> receiver) {
        for (Key key : List.copyOf(sums.keySet())) {
            Sum sum = sums.remove(key);
            if (sum != null) {
                receiver.accept(key.client, sum);
            }
        }
    }
}
