package dev.ponder.toolkit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/**
 * A conversation as data in a prompt, so that a judge or critic reads it instead of answering it: its text inside a
 * {@link Fence}, with its pictures beside the text. Immutable.
 *
 * @param transcript the text of the messages
 * @param pictures the pictures of the messages, in order; empty when they are not shown
 */
public record FencedConversation(String transcript, List<ContentPart> pictures) {

    private static final String LABEL = "conversation";

    /** Copies the pictures. */
    public FencedConversation {
        pictures = List.copyOf(pictures);
    }

    /** All messages with their pictures. */
    public static FencedConversation of(Conversation conversation) {
        return new FencedConversation(conversation.transcript(conversation.messages().size()),
                conversation.messages().stream().flatMap(FencedConversation::pictures).toList());
    }

    /**
     * The text of the last messages, without pictures.
     *
     * @param messages how many messages, at least 1
     */
    public static FencedConversation ofLast(int messages, Conversation conversation) {
        return new FencedConversation(conversation.transcript(messages), List.of());
    }

    /** A user message that shows the conversation, followed by a text. */
    public ChatMessage message(Fence fence, String text) {
        String all = FenceKind.QUESTION.wrap(fence, LABEL, transcript) + "\n\n" + text;
        if (pictures.isEmpty()) {
            return ChatMessage.user(all);
        }
        var parts = new ArrayList<>(pictures);
        parts.add(new ContentPart.Text(JsonNodeFactory.instance.objectNode().put("type", "text").put("text", all)));
        return new ChatMessage(Role.USER, new Content.Parts(parts), Map.of());
    }

    private static Stream<ContentPart> pictures(ChatMessage message) {
        return message.content() instanceof Content.Parts several
                ? several.parts().stream().filter(ContentPart.Opaque.class::isInstance)
                : Stream.empty();
    }
}
