package dev.ponder.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The members of an answer that Ponder does not read, by their JSON names and unchanged: signatures and reasoning blocks
 * of providers, audio, images, annotations, fingerprints ... The client receives those of the answer that a strategy
 * returns. Immutable.
 *
 * @param message members of the message, or fragments of them. A {@code content} with parts other than text is here,
 *        whole, beside {@link Answer#text()}
 * @param choice members of the choice
 * @param completion members of the whole response
 */
public record ExtraMembers(Map<String, JsonNode> message, Map<String, JsonNode> choice,
        Map<String, JsonNode> completion) {

    /** No members. */
    public static final ExtraMembers NONE = new ExtraMembers(Map.of(), Map.of(), Map.of());

    /** Copies the members, keeping their order. */
    public ExtraMembers {
        message = Collections.unmodifiableMap(new LinkedHashMap<>(message));
        choice = Collections.unmodifiableMap(new LinkedHashMap<>(choice));
        completion = Collections.unmodifiableMap(new LinkedHashMap<>(completion));
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return message.isEmpty() && choice.isEmpty() && completion.isEmpty();
    }
}
