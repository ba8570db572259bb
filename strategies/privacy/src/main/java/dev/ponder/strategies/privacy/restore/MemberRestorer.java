package dev.ponder.strategies.privacy.restore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.ExtraMembers;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * Restores the members of an answer that Ponder does not read. Texts that come in fragments, such as the transcript of a spoken
 * answer, are restored over the borders of fragments; other texts, and those in lists, each by itself. Reasoning blocks that a
 * provider signs stay as they are, because the client sends them back, and the signature is that of the masked text.
 */
final class MemberRestorer {

    private static final Set<String> SIGNED = Set.of("reasoning_details", "thinking_blocks", "reasoning_items",
            "encrypted_content", "signature", "thought_signature", "data", "b64_json");
    private static final Set<String> FRAGMENTS = Set.of("transcript", "text", "thinking", "summary", "output");
    private static final String SEPARATOR = "/";

    private final PlaceholderTable table;
    /** The texts that come in fragments, by the names of the members that lead to them. */
    private final Map<String, StreamRestorer> fragments = new LinkedHashMap<>();

    MemberRestorer(PlaceholderTable table) {
        this.table = table;
    }

    ExtraMembers accept(ExtraMembers members) {
        return new ExtraMembers(restored(members.message(), ""), restored(members.choice(), null), members.completion());
    }

    /** What was held back. */
    ExtraMembers finish() {
        var message = new LinkedHashMap<String, JsonNode>();
        fragments.forEach((path, restorer) -> {
            String rest = restorer.finish();
            if (!rest.isEmpty()) {
                put(message, path.split(SEPARATOR), rest);
            }
        });
        return new ExtraMembers(message, Map.of(), Map.of());
    }

    private static void put(Map<String, JsonNode> message, String[] path, String rest) {
        JsonNode node = TextNode.valueOf(rest);
        for (int i = path.length - 1; i > 1; i--) {
            node = JsonNodeFactory.instance.objectNode().set(path[i], node);
        }
        message.put(path[1], node);
    }

    /** {@code path} is null where texts do not come in fragments. */
    private Map<String, JsonNode> restored(Map<String, JsonNode> members, @Nullable String path) {
        var restored = new LinkedHashMap<String, JsonNode>();
        members.forEach((name, value) -> restored.put(name, member(name, value, path)));
        return restored;
    }

    private JsonNode member(String name, JsonNode value, @Nullable String path) {
        if (SIGNED.contains(name)) {
            return value;
        }
        String place = path == null ? null : path + SEPARATOR + name;
        return place != null && value.isTextual() && FRAGMENTS.contains(name)
                ? TextNode.valueOf(fragments.computeIfAbsent(place, it -> new StreamRestorer(table, false))
                        .accept(value.textValue()))
                : restored(value, place);
    }

    private JsonNode restored(JsonNode node, @Nullable String path) {
        if (node.isTextual()) {
            var restorer = new StreamRestorer(table, false);
            String text = restorer.accept(node.textValue());
            return TextNode.valueOf(text + restorer.finish());
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(restored(item, null)));
            return copy;
        }
        if (node instanceof ObjectNode object && !object.has("signature")) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), member(member.getKey(), member.getValue(), path)));
            return copy;
        }
        return node;
    }
}
