package dev.ponder.toolkit.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * A reply that lists texts after some reasoning: {@code {"reasoning": "...", "<name>": ["...", "..."]}}, or a bulleted or
 * numbered list in prose. Pure functions, thread-safe.
 */
public final class ListReply {

    /** An item of a list: bulleted or numbered. */
    private static final Pattern ITEM = Pattern.compile("\\h*(?:[-*•+]|\\(?\\d{1,3}[.)])\\h+(\\S.*)");

    private ListReply() {
    }

    /**
     * The format of such a reply. What it reads has neither blank nor repeated texts; an empty JSON list is a valid reply.
     *
     * @param name the name of the member with the list, such as {@code observations}
     * @param maxCharacters how much of a text is kept, at least 1
     */
    public static ReplyFormat<List<String>> of(String name, int maxCharacters) {
        return ReplyFormat
                .of(name, ReplySchema.object().text("reasoning").texts(name), name,
                        reply -> ofJson(reply.path(name), maxCharacters))
                .orProse(text -> Optional.of(ofProse(text, maxCharacters)).filter(texts -> !texts.isEmpty()));
    }

    private static Optional<List<String>> ofJson(JsonNode list, int maxCharacters) {
        if (list.isTextual()) {
            return Optional.of(ofProse(list.asText(), maxCharacters)).filter(texts -> !texts.isEmpty());
        }
        return list.isArray()
                ? Optional.of(texts(elements(list).map(ListReply::text), maxCharacters))
                : Optional.empty();
    }

    /** Some models wrap each text into an object. */
    private static String text(JsonNode item) {
        return item.isObject()
                ? String.join(" ", elements(item).map(JsonNode::asText).toList())
                : item.asText();
    }

    private static Stream<JsonNode> elements(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }

    /** An indented line continues the item before it. */
    private static List<String> ofProse(String text, int maxCharacters) {
        var items = new ArrayList<String>();
        text.lines().forEach(line -> {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                items.add(item.group(1));
            } else if (!items.isEmpty() && line.startsWith("  ") && !line.isBlank()) {
                items.set(items.size() - 1, items.get(items.size() - 1) + " " + line.strip());
            }
        });
        return texts(items.stream(), maxCharacters);
    }

    private static List<String> texts(Stream<String> all, int maxCharacters) {
        return all.map(String::strip).filter(text -> !text.isEmpty())
                .map(text -> MiddleTruncation.of(text, maxCharacters)).distinct().toList();
    }
}
