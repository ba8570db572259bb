package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart.ToolCallDelta;

/**
 * Repairs the deltas of tool calls: a missing or reused index is derived from the id, arguments are text, and id and name
 * are sent once. Well-formed deltas are unchanged. One instance per stream.
 */
final class ToolCallRepair {

    private final Map<String, Integer> indexOfId = new HashMap<>();
    private final Map<Integer, Integer> lastIndexSent = new HashMap<>();
    private final Set<Integer> named = new HashSet<>();
    private int next;
    private int current;

    boolean seen() {
        return next > 0;
    }

    ToolCallDelta repair(JsonNode piece) {
        String id = textOrNull(piece.path("id"));
        boolean first = id != null && !indexOfId.containsKey(id) || next == 0;
        int index = first ? begin(piece, id) : indexOf(piece, id);
        String name = textOrNull(piece.path("function").path("name"));
        boolean newName = name != null && named.add(index);
        return new ToolCallDelta(index, first ? (id == null ? "call_" + index : id) : null, newName ? name : null,
                arguments(piece.path("function").path("arguments")));
    }

    private int begin(JsonNode piece, @Nullable String id) {
        current = next++;
        if (id != null) {
            indexOfId.put(id, current);
        }
        if (piece.path("index").isInt()) {
            lastIndexSent.put(piece.get("index").asInt(), current);
        }
        return current;
    }

    private int indexOf(JsonNode piece, @Nullable String id) {
        if (id != null) {
            current = indexOfId.getOrDefault(id, current);
        } else if (piece.path("index").isInt()) {
            current = lastIndexSent.computeIfAbsent(piece.get("index").asInt(), unknown -> next++);
        }
        return current;
    }

    private static String arguments(JsonNode arguments) {
        if (arguments.isMissingNode() || arguments.isNull()) {
            return "";
        }
        return arguments.isTextual() ? arguments.asText() : arguments.toString();
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
    }
}
