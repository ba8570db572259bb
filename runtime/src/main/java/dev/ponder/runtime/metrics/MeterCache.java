package dev.ponder.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Meters by the values of their tags. A meter is registered at its first use, because each look-up in the registry builds,
 * sorts and hashes all tags. Thread-safe.
 */
final class MeterCache<K, M> {

    private final Map<K, M> meters = new ConcurrentHashMap<>();
    private final Function<K, M> register;

    MeterCache(Function<K, M> register) {
        this.register = register;
    }

    M get(K tags) {
        M known = meters.get(tags);
        return known != null ? known : meters.computeIfAbsent(tags, register);
    }

    /** To be called after the meters were removed from the registry: in the other order, a removed meter could be cached. */
    void removeIf(Predicate<K> tags) {
        meters.keySet().removeIf(tags);
    }
}
