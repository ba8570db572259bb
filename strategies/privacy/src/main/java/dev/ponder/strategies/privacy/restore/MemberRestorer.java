package dev.ponder.strategies.privacy.restore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.ExtraMembers;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * Restores the members of an answer that Ponder does not read, each text by itself. Reasoning blocks that a provider signs stay
 * as they are, because the client sends them back, and the signature is that of the masked text.
 */
final class MemberRestorer {

    private static final Set<String> SIGNED = Set.of("reasoning_details", "thinking_blocks", "reasoning_items",
            "encrypted_content", "signature", "thought_signature", "data", "b64_json");

    private final PlaceholderTable table;

    MemberRestorer(PlaceholderTable table) {
        this.table = table;
    }

    ExtraMembers accept(ExtraMembers members) {
        return new ExtraMembers(restored(members.message()), restored(members.choice()), members.completion());
    }

    private Map<String, JsonNode> restored(Map<String, JsonNode> members) {
        var restored = new LinkedHashMap<String, JsonNode>();
        members.forEach((name, value) -> restored.put(name, SIGNED.contains(name) ? value : restored(value)));
        return restored;
    }

    private JsonNode restored(JsonNode node) {
        if (node.isTextual()) {
            var restorer = new StreamRestorer(table, false);
            String text = restorer.accept(node.textValue());
            return TextNode.valueOf(text + restorer.finish());
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(restored(item)));
            return copy;
        }
        if (node instanceof ObjectNode object && !object.has("signature")) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(),
                    SIGNED.contains(member.getKey()) ? member.getValue() : restored(member.getValue())));
            return copy;
        }
        return node;
    }
}
