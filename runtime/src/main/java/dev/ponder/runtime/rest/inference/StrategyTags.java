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
 * the first one counts. One instance per conversation.
 */
public final class StrategyTags {

    private static final Pattern TAG = Pattern
            .compile("<(optillm_approach|ponder_strategy)>([^<>]+)</\\1>\\h*+\\R?+");
    private static final Set<String> ROLES = Set.of("system", "developer", "user");

    private @Nullable Named first;

    /** The strategy that the first removed tag names. */
    public Optional<Named> first() {
        return Optional.ofNullable(first);
    }

    /** Removes the tags from the {@code messages} of a body. */
    public void removeFrom(ObjectNode body) {
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

    /** The conversation without tags. */
    public Conversation removeFrom(Conversation conversation) {
        var messages = new ArrayList<ChatMessage>();
        for (int i = 0; i < conversation.messages().size(); i++) {
            ChatMessage message = conversation.messages().get(i);
            messages.add(ROLES.contains(message.role().toString())
                    ? new ChatMessage(message.role(), removeFrom(message.content(), i), message.extra())
                    : message);
        }
        return new Conversation(messages);
    }

    private Content removeFrom(Content content, int message) {
        if (content instanceof Content.Text text) {
            return new Content.Text(removeFrom(text.text(), place(message)));
        }
        if (content instanceof Content.Parts list) {
            List<ContentPart> parts = new ArrayList<>(list.parts());
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof ContentPart.Text text) {
                    parts.set(i, text.withText(removeFrom(text.text(), place(message, i))));
                }
            }
            return new Content.Parts(parts);
        }
        return content;
    }

    private void removeFrom(ObjectNode holder, String member, String place) {
        if (holder.path(member).isTextual()) {
            holder.put(member, removeFrom(holder.get(member).asText(), place));
        }
    }

    private String removeFrom(String text, String place) {
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
