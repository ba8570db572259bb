package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.strategy.StrategySelector.Named;

/**
 * Removes the tags that name a strategy from the text of messages. Tags are for Ponder alone, so all of them are removed;
 * the first one counts.
 */
public final class StrategyTags {

    private static final Pattern TAG = Pattern
            .compile("<(optillm_approach|ponder_strategy)>([^<>]+)</\\1>\\h*+\\R?+");
    private static final Set<String> ROLES = Set.of("system", "developer", "user");

    private @Nullable Named first;

    /**
     * A conversation without tags.
     *
     * @param strategy the strategy that the first tag named; empty if there was no tag
     */
    public record Untagged(Conversation conversation, Optional<Named> strategy) {}

    private StrategyTags() {
    }

    /** Removes the tags from the {@code messages} of a body, and returns the strategy that the first one names. */
    public static Optional<Named> removeFrom(ObjectNode body) {
        var tags = new StrategyTags();
        tags.removeFromMessages(body);
        return Optional.ofNullable(tags.first);
    }

    /** The conversation without tags. */
    public static Untagged removeFrom(Conversation conversation) {
        var tags = new StrategyTags();
        Conversation untagged = tags.without(conversation);
        return new Untagged(untagged, Optional.ofNullable(tags.first));
    }

    private void removeFromMessages(ObjectNode body) {
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof ObjectNode message && ROLES.contains(message.path("role").asText())) {
                removeFrom(message, "content", place(i));
                JsonNode parts = message.path("content");
                for (int part = 0; part < parts.size(); part++) {
                    if (parts.get(part) instanceof ObjectNode text && text.path("type").asText().equals("text")) {
                        removeFrom(text, "text", place(i, part));
                    }
                }
            }
        }
    }

    private Conversation without(Conversation conversation) {
        var messages = new ArrayList<ChatMessage>();
        for (int i = 0; i < conversation.messages().size(); i++) {
            ChatMessage message = conversation.messages().get(i);
            messages.add(ROLES.contains(message.role().toString())
                    ? new ChatMessage(message.role(), without(message.content(), i), message.extra())
                    : message);
        }
        return new Conversation(messages);
    }

    private Content without(Content content, int message) {
        if (content instanceof Content.Text text) {
            return new Content.Text(without(text.text(), place(message)));
        }
        if (content instanceof Content.Parts list) {
            List<ContentPart> parts = new ArrayList<>(list.parts());
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof ContentPart.Text text) {
                    parts.set(i, text.withText(without(text.text(), place(message, i))));
                }
            }
            return new Content.Parts(parts);
        }
        return content;
    }

    private void removeFrom(ObjectNode holder, String member, String place) {
        if (holder.path(member).isTextual()) {
            holder.put(member, without(holder.get(member).asText(), place));
        }
    }

    private String without(String text, String place) {
        Matcher tag = TAG.matcher(text);
        if (!tag.find()) {
            return text;
        }
        first = first == null ? new Named(tag.group(2).strip(), place) : first;
        return tag.replaceAll("");
    }

    private static String place(int message) {
        return "messages[" + message + "].content";
    }

    private static String place(int message, int part) {
        return place(message) + "[" + part + "].text";
    }
}
