package dev.ponder.runtime.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of one stage of a request, with their candidates and retries. A circuit breaker counts their failures as one.
 * Thread-safe.
 */
public final class CallGroup {

    private final Set<Object> counted = ConcurrentHashMap.newKeySet();

    /** Whether the group counts this for the first time. */
    boolean counts(Object outcome) {
        return counted.add(outcome);
    }

    /** All groups are equal, because calls are compared by what they send. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CallGroup;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
