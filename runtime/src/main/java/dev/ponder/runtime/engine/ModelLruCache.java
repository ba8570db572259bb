package dev.ponder.runtime.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was learned of models, kept for the life of the process. Clients name models, and some upstreams answer for any
 * name: so what was not used for long is forgotten when there is too much of it. Thread-safe.
 */
final class ModelLruCache<V> {

    static final int MOST_MODELS = 10_000;

    private final Map<Model, V> models = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Model, V> eldest) {
            return size() > MOST_MODELS;
        }
    });

    /** A model of an upstream. */
    record Model(String upstream, String name) {}

    V of(Model model, V otherwise) {
        return models.getOrDefault(model, otherwise);
    }

    void put(Model model, V value) {
        models.put(model, value);
    }
}
