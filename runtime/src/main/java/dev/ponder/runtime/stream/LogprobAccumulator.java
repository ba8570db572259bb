package dev.ponder.runtime.stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Joins the token probabilities of text pieces: lists are appended, other members are kept. Not thread-safe. */
public final class LogprobAccumulator {

    private @Nullable JsonNode joined;

    /** Adds those of the next piece; null when it has none. */
    public void add(@Nullable JsonNode piece) {
        if (piece == null) {
            return;
        }
        if (joined instanceof ObjectNode all && piece instanceof ObjectNode more) {
            more.properties().forEach(member -> join(all, member.getKey(), member.getValue()));
        } else if (joined == null) {
            joined = piece.deepCopy();
        }
    }

    /** All so far; null when there are none. */
    public @Nullable JsonNode all() {
        return joined;
    }

    /** All so far, and clears them; null when there are none. */
    public @Nullable JsonNode take() {
        JsonNode taken = joined;
        joined = null;
        return taken;
    }

    private static void join(ObjectNode all, String name, JsonNode more) {
        if (more instanceof ArrayNode further && all.get(name) instanceof ArrayNode list) {
            list.addAll(further);
        } else if (!more.isNull() || !all.has(name)) {
            all.set(name, more.deepCopy());
        }
    }
}
