package dev.ponder.api.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The messages of a request, in order. Operations change only the text that they name: roles, images, tool calls and
 * unknown members are kept. Immutable.
 */
public record Conversation(List<ChatMessage> messages) {

    /** Copies the list. */
    public Conversation {
        messages = List.copyOf(messages);
    }

    /** A conversation of these messages. */
    public static Conversation of(ChatMessage... messages) {
        return new Conversation(List.of(messages));
    }

    /** The text of the last user message; empty if there is none. */
    public String question() {
        int last = lastOf(Role.USER);
        return last < 0 ? "" : messages.get(last).text();
    }

    /**
     * Adds instructions: to the text of the last leading system or developer message, or as a new first message.
     */
    public Conversation withInstructions(String text) {
        int place = -1;
        for (int i = 0; i < messages.size() && messages.get(i).role().instructs(); i++) {
            place = i;
        }
        if (place >= 0 && !(messages.get(place).content() instanceof Content.Missing)) {
            return replaced(place, messages.get(place).mapText(old -> old.isBlank() ? text : old + "\n\n" + text));
        }
        var all = new ArrayList<ChatMessage>();
        all.add(ChatMessage.system(text));
        all.addAll(messages);
        return new Conversation(all);
    }

    /** Changes the text of the last user message; its images and other parts are kept. */
    public Conversation withQuestion(UnaryOperator<String> change) {
        int last = lastOf(Role.USER);
        return last < 0 ? this : replaced(last, messages.get(last).mapText(change));
    }

    /** Adds messages at the end. */
    public Conversation plus(ChatMessage... more) {
        var all = new ArrayList<>(messages);
        all.addAll(List.of(more));
        return new Conversation(all);
    }

    /** Whether the last message is the result of a tool call. */
    public boolean endsWithToolResult() {
        return !messages.isEmpty() && messages.get(messages.size() - 1).role().equals(Role.TOOL);
    }

    /** The text and tool calls of the last messages with their roles, for prompts that show the conversation to a judge as data. */
    public String transcript(int lastMessages) {
        return messages.stream()
                .skip(Math.max(0, messages.size() - lastMessages))
                .filter(message -> !shown(message).isBlank())
                .map(message -> "[" + message.role() + "]\n" + shown(message))
                .collect(Collectors.joining("\n\n"));
    }

    /** The text, and the tool calls as JSON, without which a result of a tool cannot be understood. */
    private static String shown(ChatMessage message) {
        JsonNode calls = message.extra().get("tool_calls");
        return calls == null || calls.isEmpty() ? message.text() : (message.text() + "\n" + calls).strip();
    }

    private int lastOf(Role role) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals(role)) {
                return i;
            }
        }
        return -1;
    }

    private Conversation replaced(int place, ChatMessage message) {
        var all = new ArrayList<>(messages);
        all.set(place, message);
        return new Conversation(all);
    }
}
