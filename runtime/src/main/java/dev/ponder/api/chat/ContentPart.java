package dev.ponder.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One part of a message with several parts. Immutable. */
public sealed interface ContentPart {

    /** The part as JSON. */
    JsonNode json();

    /**
     * A text part.
     *
     * @param json the whole part, which may have other members such as cache hints
     */
    record Text(ObjectNode json) implements ContentPart {

        /** The text. */
        public String text() {
            return json.path("text").asText();
        }

        /** The same part with other text. */
        public Text withText(String text) {
            return new Text(json.deepCopy().put("text", text));
        }
    }

    /** An image, audio, a file or anything else, forwarded unchanged. */
    record Opaque(JsonNode json) implements ContentPart {}
}
