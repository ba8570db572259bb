package dev.ponder.runtime.rest.inference;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.strategy.StrategySelector.Named;

/** A strategy named inside the text of a message. Tags are for us alone, so all of them are taken out. */
public final class StrategyTag {

    private static final Pattern TAG = Pattern
            .compile("<(optillm_approach|ponder_strategy)>([^<>]+)</\\1>\\h*+\\R?+");
    private static final Set<String> ROLES = Set.of("system", "developer", "user");

    private @Nullable Named first;

    private StrategyTag() {
    }

    /** What the first tag in a body's messages names; the body is changed. */
    public static Optional<Named> take(ObjectNode body) {
        var tag = new StrategyTag();
        JsonNode messages = body.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof ObjectNode message && ROLES.contains(message.path("role").asText())) {
                tag.takeFrom(message, "messages[" + i + "].content");
            }
        }
        return Optional.ofNullable(tag.first);
    }

    private void takeFrom(ObjectNode message, String place) {
        takeFrom(message, "content", place);
        JsonNode parts = message.path("content");
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof ObjectNode part && part.path("type").asText().equals("text")) {
                takeFrom(part, "text", place + "[" + i + "].text");
            }
        }
    }

    private void takeFrom(ObjectNode holder, String member, String place) {
        if (!holder.path(member).isTextual()) {
            return;
        }
        Matcher tag = TAG.matcher(holder.get(member).asText());
        if (tag.find()) {
            first = first == null ? new Named(tag.group(2).strip(), place) : first;
            holder.put(member, tag.replaceAll(""));
        }
    }
}
