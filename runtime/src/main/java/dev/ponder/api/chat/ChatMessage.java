package dev.ponder.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message of a conversation.
 *
 * @param role who says it
 * @param content what it says
 * @param extra all other members, by their wire names ({@code name}, {@code tool_calls}, {@code tool_call_id} ...),
 *        unchanged
 */
public record ChatMessage(Role role, Content content, Map<String, JsonNode> extra) {

    /** Copies the members, keeping their order. */
    public ChatMessage {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A message of the application. */
    public static ChatMessage system(String text) {
        return of(Role.SYSTEM, text);
    }

    /** A message of the person. */
    public static ChatMessage user(String text) {
        return of(Role.USER, text);
    }

    /** A message of the model. */
    public static ChatMessage assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    private static ChatMessage of(Role role, String text) {
        return new ChatMessage(role, new Content.Text(text), Map.of());
    }

    /** The text of the message; empty when there is none. */
    public String text() {
        return content.text();
    }

    /** The same message with its text changed and everything else kept. */
    public ChatMessage mapText(UnaryOperator<String> change) {
        return new ChatMessage(role, content.mapText(change), extra);
    }
}
