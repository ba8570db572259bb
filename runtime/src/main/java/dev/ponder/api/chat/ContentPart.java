package dev.ponder.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One part of a message of several parts. */
public sealed interface ContentPart {

    /** The part as it stands on the wire. */
    JsonNode json();

    /**
     * A text.
     *
     * @param json the whole part, with members beside the text such as cache hints
     */
    record Text(ObjectNode json) implements ContentPart {

        /** The text itself. */
        public String text() {
            return json.path("text").asText();
        }

        /** The same part with other text. */
        public Text withText(String text) {
            return new Text(json.deepCopy().put("text", text));
        }
    }

    /** An image, a sound, a file or anything else: handed on as it is. */
    record Opaque(JsonNode json) implements ContentPart {}
}
