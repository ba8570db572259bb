package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.runtime.stream.ContentParts;

/**
 * The content of a message or of a delta: a text, or a list of parts. Thoughts among the parts (Mistral) are reasoning, text
 * parts are text, and all other parts are kept.
 */
final class MessageContent {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    private boolean otherParts;

    MessageContent(JsonNode content) {
        if (content instanceof ArrayNode list) {
            list.forEach(this::add);
        } else {
            text.append(content.asText(""));
        }
    }

    /** The text parts, joined. */
    String text() {
        return text.toString();
    }

    /** The thoughts, joined. */
    String reasoning() {
        return reasoning.toString();
    }

    /** All parts but the thoughts, if the content is a list. */
    ArrayNode parts() {
        return parts;
    }

    boolean hasOtherParts() {
        return otherParts;
    }

    private void add(JsonNode part) {
        String type = part.path("type").asText("");
        if (part.isTextual() || ContentParts.isText(part)) {
            String piece = part.isTextual() ? part.textValue() : part.get("text").textValue();
            text.append(piece);
            parts.add(ContentParts.text(piece));
        } else if (type.equals("thinking") || type.equals("reasoning")) {
            think(part.has("thinking") ? part.get("thinking") : part.path("text"));
        } else if (!part.isNull()) {
            otherParts = true;
            parts.add(part);
        }
    }

    private void think(JsonNode thought) {
        if (thought.isArray()) {
            thought.forEach(piece -> think(piece.path("text")));
        } else {
            reasoning.append(thought.asText(""));
        }
    }
}
