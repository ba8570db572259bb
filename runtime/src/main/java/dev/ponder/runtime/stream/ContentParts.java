package dev.ponder.runtime.stream;

import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;

/**
 * The content of an answer that has parts other than text, such as images or references: all parts, in order. The text
 * parts are the text of the answer.
 */
public final class ContentParts {

    /** The member with the parts. */
    public static final String MEMBER = "content";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ContentParts() {
    }

    /** Whether the members include parts of content. */
    public static boolean in(Map<String, JsonNode> members) {
        return members.get(MEMBER) instanceof ArrayNode;
    }

    /** Whether a part is text, so that it belongs to {@link Answer#text()}. */
    public static boolean isText(JsonNode part) {
        String type = part.path("type").asText("");
        return part.path("text").isTextual() && (type.isEmpty() || type.endsWith("text"));
    }

    /** A text part. */
    public static ObjectNode text(String text) {
        return NODES.objectNode().put("type", "text").put("text", text);
    }

    /** All parts of an answer. If a strategy changed the text, it is one part before the others. */
    public static ArrayNode of(Answer answer) {
        var parts = (ArrayNode) Objects.requireNonNull(answer.extra().message().get(MEMBER));
        var joined = new StringBuilder();
        parts.forEach(part -> joined.append(isText(part) ? part.get("text").textValue() : ""));
        if (joined.toString().equals(answer.text())) {
            return parts;
        }
        ArrayNode changed = NODES.arrayNode();
        if (!answer.text().isEmpty()) {
            changed.add(text(answer.text()));
        }
        parts.forEach(part -> {
            if (!isText(part)) {
                changed.add(part);
            }
        });
        return changed;
    }
}
