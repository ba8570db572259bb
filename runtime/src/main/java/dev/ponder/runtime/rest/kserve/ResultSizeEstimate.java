package dev.ponder.runtime.rest.kserve;

import java.lang.reflect.Array;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/** How many bytes a result comes to, about: enough to tell what an event loop may write from what it may not. */
final class ResultSizeEstimate {

    /** Where counting ends. */
    private static final int ENOUGH = 1024 * 1024;
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
            size += (int) Math.min(ENOUGH, (long) SCALAR * Array.getLength(value));
        } else {
            size += SCALAR;
        }
    }

    private void addAll(Iterable<?> items) {
        for (Object item : items) {
            if (size > ENOUGH) {
                return;
            }
            add(item);
        }
    }
}
