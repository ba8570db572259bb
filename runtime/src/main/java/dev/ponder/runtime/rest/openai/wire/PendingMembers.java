package dev.ponder.runtime.rest.openai.wire;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.ExtraMembers;

/**
 * The members of a choice and of its response that are written with the next chunk of the choice. Short values of the
 * response, such as its fingerprint, are in every chunk, as in streams of OpenAI. Not thread-safe.
 */
final class PendingMembers {

    private static final int SHORT = 128;
    private static final int LARGE = 4096;

    private final Map<String, JsonNode> repeated = new LinkedHashMap<>();
    private final Map<String, JsonNode> completion = new LinkedHashMap<>();
    private final Map<String, JsonNode> choice = new LinkedHashMap<>();

    void add(ExtraMembers members) {
        members.completion().forEach((name, value) -> {
            boolean small = value.isValueNode() && value.asText().length() <= SHORT;
            (small ? repeated : completion).put(name, value);
        });
        choice.putAll(members.choice());
    }

    /** Whether they need a chunk of their own, because an event has a limit. */
    boolean large() {
        return completion.toString().length() + choice.toString().length() > LARGE;
    }

    /** Adds them to a chunk. Members that the chunk has already are kept. */
    void addTo(ObjectNode chunk) {
        putAbsent(chunk, repeated);
        putAbsent(chunk, completion);
        completion.clear();
        if (chunk.path("choices").path(0) instanceof ObjectNode first) {
            putAbsent(first, choice);
            choice.clear();
        }
    }

    static void putAbsent(ObjectNode target, Map<String, JsonNode> members) {
        members.forEach((name, value) -> {
            if (!target.has(name)) {
                target.set(name, value);
            }
        });
    }
}
