package dev.ponder.runtime.rest.kserve;

import java.lang.reflect.Array;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/** Estimates the size of a result in bytes, to write large results on a worker thread. */
final class ResultSizeEstimate {

    /** Counting stops here. */
    private static final int MAX_SIZE = 1024 * 1024;
    private static final int SCALAR = 8;

    private int size;

    private ResultSizeEstimate() {
    }

    static int of(@Nullable Object result) {
        var count = new ResultSizeEstimate();
        count.add(result);
        return count.size;
    }

    private void add(@Nullable Object value) {
        if (value instanceof JsonNode node && node.isContainerNode()) {
            addAll(node);
        } else if (value instanceof JsonNode node) {
            size += node.isTextual() ? node.textValue().length() : SCALAR;
        } else if (value instanceof Map<?, ?> map) {
            addAll(map.keySet());
            addAll(map.values());
        } else if (value instanceof Iterable<?> items) {
            addAll(items);
        } else if (value instanceof CharSequence text) {
            size += text.length();
        } else if (value != null && value.getClass().isArray()) {
            size += (int) Math.min(MAX_SIZE, (long) SCALAR * Array.getLength(value));
        } else {
            size += SCALAR;
        }
    }

    private void addAll(Iterable<?> items) {
        for (Object item : items) {
            if (size > MAX_SIZE) {
                return;
            }
            add(item);
        }
    }
}
