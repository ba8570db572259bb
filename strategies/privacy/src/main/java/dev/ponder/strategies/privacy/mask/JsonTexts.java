package dev.ponder.strategies.privacy.mask;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Maps the texts of JSON values. What does not change stays the same object. */
final class JsonTexts {

    /** Members that identify or describe something, or contain bytes. */
    private static final Set<String> STRUCTURE = Set.of("type", "id", "role", "tool_call_id", "call_id", "index",
            "detail",
            "mime_type", "media_type", "signature", "thought_signature", "encrypted_content", "data", "file_data",
            "b64_json",
            "cache_control");
    private static final String DATA_URL = "data:";
    private static final int SHORTEST_NUMBER = 7;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private final TextMapper mapper;
    private final boolean data;

    /**
     * A mapping.
     *
     * @param data whether all members are data of clients and models, also numbers and the names of members; else members
     *        that identify something and names stay
     */
    JsonTexts(TextMapper mapper, boolean data) {
        this.mapper = mapper;
        this.data = data;
    }

    /** The JSON text with its texts mapped; null if this is no JSON object or array. */
    @Nullable
    String document(String json) {
        int first = 0;
        while (first < json.length() && json.charAt(first) <= ' ') {
            first++;
        }
        if (first == json.length() || json.charAt(first) != '{' && json.charAt(first) != '[') {
            return null;
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            JsonNode mapped = map(node, "");
            return mapped == node ? json : MAPPER.writeValueAsString(mapped);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The value with its texts mapped. */
    JsonNode map(JsonNode node, String context) {
        if (node.isTextual()) {
            String text = node.textValue();
            String mapped = !data && text.startsWith(DATA_URL) ? text : mapper.map(text, context);
            return mapped.equals(text) ? node : TextNode.valueOf(mapped);
        }
        if (node instanceof ObjectNode object) {
            return map(object);
        }
        if (node instanceof ArrayNode list) {
            return map(list, context);
        }
        return data && node.isIntegralNumber() ? number(node, context) : node;
    }

    private JsonNode number(JsonNode node, String context) {
        String digits = node.asText();
        String mapped = digits.length() < SHORTEST_NUMBER ? digits : mapper.map(digits, context);
        return mapped.equals(digits) ? node : TextNode.valueOf(mapped);
    }

    private JsonNode map(ObjectNode object) {
        ObjectNode copy = object.objectNode();
        boolean changed = false;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = data ? mapper.map(member.getKey(), "") : member.getKey();
            JsonNode value = !data && STRUCTURE.contains(name)
                    ? member.getValue()
                    : map(member.getValue(), member.getKey());
            changed |= value != member.getValue() || !name.equals(member.getKey());
            copy.set(name, value);
        }
        return changed ? copy : object;
    }

    private JsonNode map(ArrayNode list, String context) {
        ArrayNode copy = list.arrayNode(list.size());
        boolean changed = false;
        for (JsonNode item : list) {
            JsonNode mapped = map(item, context);
            changed |= mapped != item;
            copy.add(mapped);
        }
        return changed ? copy : list;
    }
}
