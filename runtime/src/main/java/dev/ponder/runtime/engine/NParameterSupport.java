package dev.ponder.runtime.engine;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.engine.ModelLruCache.Model;

/** What is known of each model's {@code n}, learned from its replies and kept for the life of the process. */
@ApplicationScoped
public class NParameterSupport {

    private final ModelLruCache<Support> known = new ModelLruCache<>();

    /** Whether a model gives as many choices as it is asked for. */
    enum Support {
        UNKNOWN, HONOURED,
        /** It gives fewer, or refuses the request. */
        UNSUPPORTED
    }

    Support of(String upstream, String model) {
        return known.of(new Model(upstream, model), Support.UNKNOWN);
    }

    void learn(String upstream, String model, Support support) {
        known.put(new Model(upstream, model), support);
    }
}
