package dev.ponder.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message of a conversation. Immutable.
 *
 * @param role the author's role
 * @param content the content
 * @param extra all other members by their JSON names ({@code name}, {@code tool_calls}, {@code tool_call_id} ...),
 *        unchanged
 */
public record ChatMessage(Role role, Content content, Map<String, JsonNode> extra) {

    /** Copies the members, keeping their order. */
    public ChatMessage {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A system message. */
    public static ChatMessage system(String text) {
        return of(Role.SYSTEM, text);
    }

    /** A user message. */
    public static ChatMessage user(String text) {
        return of(Role.USER, text);
    }

    /** An assistant message. */
    public static ChatMessage assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    private static ChatMessage of(Role role, String text) {
        return new ChatMessage(role, new Content.Text(text), Map.of());
    }

    /** The text; empty if there is none. */
    public String text() {
        return content.text();
    }

    /** The message as JSON. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("role", role.value());
        if (content instanceof Content.Text text) {
            json.put("content", text.text());
        } else if (content instanceof Content.Parts parts) {
            ArrayNode array = json.putArray("content");
            parts.parts().forEach(part -> array.add(part.json()));
        } else if (content == Content.Missing.NULL) {
            json.putNull("content");
        }
        extra.forEach(json::set);
        return json;
    }

    /** The same message with changed text; everything else is kept. */
    public ChatMessage mapText(UnaryOperator<String> change) {
        return new ChatMessage(role, content.mapText(change), extra);
    }
}
