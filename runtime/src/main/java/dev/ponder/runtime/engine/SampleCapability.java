package dev.ponder.runtime.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

/** What is known of each model's {@code n}, learned from its replies and kept for the life of the process. */
@ApplicationScoped
public class SampleCapability {

    private final Map<Key, Support> known = new ConcurrentHashMap<>();

    private record Key(String upstream, String model) {}

    /** Whether a model gives as many choices as it is asked for. */
    enum Support {
        UNKNOWN, HONOURED,
        /** It gives fewer, or refuses the request. */
        UNSUPPORTED
    }

    Support of(String upstream, String model) {
        return known.getOrDefault(new Key(upstream, model), Support.UNKNOWN);
    }

    void learn(String upstream, String model, Support support) {
        known.put(new Key(upstream, model), support);
    }
}
