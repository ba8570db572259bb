package dev.ponder.runtime.stream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Joins the fragments of unknown members, as OpenAI's SDKs join deltas: texts are joined, labels such as ids and types are
 * replaced, objects are joined member by member, list items by their {@code index}. Not thread-safe.
 */
public final class MemberMerger {

    /** Where the members are, which determines what a repeated member means. */
    enum Level {
        /** Texts are fragments, and lists are continued. */
        MESSAGE,
        /** Texts are replaced, and lists are continued. */
        CHOICE,
        /** Each chunk repeats the members of the whole response. */
        COMPLETION
    }

    private static final Set<String> LABELS = Set.of("id", "type", "role", "name", "object", "format", "status",
            "model",
            "url", "signature", "encrypted_content", "mime_type", "media_type", "detail", "index");
    private static final Set<String> LABEL_ENDINGS = Set.of("id", "type", "url", "signature", "reason", "at");
    /** The members of a list item whose text comes in fragments, even where the items have no index. */
    private static final Set<String> RUNNING_TEXTS = Set.of("text", "thinking");

    private final Level level;
    private final ObjectNode all = JsonNodeFactory.instance.objectNode();

    MemberMerger(Level level) {
        this.level = level;
    }

    /** Whether a text member of a delta is a fragment that the next delta continues. */
    public static boolean fragment(String name) {
        return !LABELS.contains(name) && !LABEL_ENDINGS.contains(name.substring(name.lastIndexOf('_') + 1));
    }

    void add(Map<String, JsonNode> members) {
        members.forEach((name, value) -> merge(all, name, value));
    }

    Map<String, JsonNode> members() {
        var copy = new LinkedHashMap<String, JsonNode>();
        all.properties().forEach(member -> copy.put(member.getKey(), settled(member.getValue())));
        return Collections.unmodifiableMap(copy);
    }

    /** A copy whose texts do not grow. */
    private static JsonNode settled(JsonNode node) {
        if (node instanceof GrowingText text) {
            return TextNode.valueOf(text.textValue());
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), settled(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(settled(item)));
            return copy;
        }
        return node.deepCopy();
    }

    private void merge(ObjectNode target, String name, JsonNode more) {
        JsonNode old = target.get(name);
        if (old == null || old.isNull()) {
            target.set(name, more instanceof ArrayNode list ? joined(target.arrayNode(), list) : more.deepCopy());
        } else if (old instanceof ObjectNode object && more instanceof ObjectNode fragment) {
            fragment.properties().forEach(member -> merge(object, member.getKey(), member.getValue()));
        } else if (old instanceof ArrayNode list && more instanceof ArrayNode further) {
            if (level != Level.COMPLETION) {
                joined(list, further);
            } else if (!further.isEmpty()) {
                target.set(name, further.deepCopy());
            }
        } else if (level == Level.MESSAGE && old.isTextual() && more.isTextual() && fragment(name) && !sealed(target)) {
            GrowingText text = old instanceof GrowingText growing ? growing : new GrowingText(old.textValue());
            text.append(more.textValue());
            target.set(name, text);
        } else if (!more.isNull()) {
            target.set(name, more.deepCopy());
        }
    }

    /** Encrypted blocks are sent whole. */
    private static boolean sealed(ObjectNode block) {
        String type = block.path("type").asText("");
        return type.contains("encrypted") || type.contains("redacted");
    }

    private ArrayNode joined(ArrayNode list, ArrayNode further) {
        for (JsonNode item : further) {
            ObjectNode continued = item instanceof ObjectNode object ? continued(list, object) : null;
            if (continued == null) {
                list.add(item.deepCopy());
            } else {
                item.properties().forEach(member -> merge(continued, member.getKey(), member.getValue()));
            }
        }
        return list;
    }

    /** The item that a fragment belongs to; null if it begins a new one. */
    private @Nullable ObjectNode continued(ArrayNode list, ObjectNode fragment) {
        if (level == Level.COMPLETION) {
            return null;
        }
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i) instanceof ObjectNode item && fragment.path("index").isInt()
                    && item.path("index").equals(fragment.get("index")) && same("type", item, fragment)
                    && same("id", item, fragment)) {
                return item;
            }
        }
        boolean running = !list.isEmpty() && !fragment.has("index")
                && list.get(list.size() - 1) instanceof ObjectNode last
                && runsOn(last, fragment);
        return running ? (ObjectNode) list.get(list.size() - 1) : null;
    }

    /** A block of text without an index continues the last one until its signature has come. */
    private static boolean runsOn(ObjectNode last, ObjectNode fragment) {
        return last.path("type").isTextual() && last.path("type").equals(fragment.path("type"))
                && same("id", last, fragment) && !last.has("index") && last.path("signature").asText("").isEmpty()
                && RUNNING_TEXTS.stream().anyMatch(name -> last.path(name).isTextual()
                        && (fragment.path(name).isTextual() || fragment.hasNonNull("signature")));
    }

    private static boolean same(String name, ObjectNode item, ObjectNode fragment) {
        return !item.hasNonNull(name) || !fragment.hasNonNull(name) || item.get(name).equals(fragment.get(name));
    }

    /** A text to which fragments are appended: to join each of them to the text so far would take quadratic time. */
    private static final class GrowingText extends TextNode {

        private static final long serialVersionUID = 1;

        private final StringBuilder text;

        GrowingText(String beginning) {
            super("");
            text = new StringBuilder(beginning);
        }

        void append(String fragment) {
            text.append(fragment);
        }

        @Override
        public String textValue() {
            return text.toString();
        }

        @Override
        public String asText() {
            return text.toString();
        }

        @Override
        public String asText(String defaultValue) {
            return text.toString();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TextNode node && node.textValue().equals(textValue());
        }

        @Override
        public int hashCode() {
            return textValue().hashCode();
        }
    }
}
