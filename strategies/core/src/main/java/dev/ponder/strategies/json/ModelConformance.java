package dev.ponder.strategies.json;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How well the models of each client conform to schemas: how many replies in a row did at once, and which schemas they reject.
 * Bounded: the least recently used entry is dropped. Thread-safe.
 */
final class ModelConformance {

    private static final int MAX_ENTRIES = 10_000;

    private final Map<Model, Integer> inRow = bounded();
    private final Map<Rejection, Boolean> rejections = bounded();

    /** A model as a client uses it, because clients may use different keys and upstreams. */
    record Model(String client, String name) {}

    private record Rejection(Model model, int format) {}

    /** How many replies in a row conformed. */
    synchronized int inRow(Model model) {
        return inRow.getOrDefault(model, 0);
    }

    /** Records the first reply to a request. */
    synchronized void replied(Model model, boolean conformed) {
        inRow.put(model, conformed ? Math.min(inRow(model), 1_000_000) + 1 : 0);
    }

    /** Whether the model rejected this {@code response_format}. */
    synchronized boolean rejects(Model model, JsonNode format) {
        return rejections.containsKey(new Rejection(model, format.hashCode()));
    }

    /** Records that the model rejects this {@code response_format} and answers without it. */
    synchronized void rejected(Model model, JsonNode format) {
        rejections.put(new Rejection(model, format.hashCode()), true);
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }
}
