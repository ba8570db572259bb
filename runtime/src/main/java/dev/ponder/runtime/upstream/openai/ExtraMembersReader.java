package dev.ponder.runtime.upstream.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.stream.ContentParts;

/** Finds the members of an answer that have no place of their own in it. Nulls are omitted. */
final class ExtraMembersReader {

    /** The members of the response itself that Ponder writes, and padding against traffic analysis. */
    private static final Set<String> COMPLETION = Set.of("id", "object", "created", "model", "choices", "usage",
            "error",
            "ponder", "obfuscation");
    private static final Set<String> CHOICE = Set.of("index", "message", "delta", "text", "finish_reason", "logprobs",
            "usage");
    private static final Set<String> MESSAGE = Set.of("role", "refusal", "tool_calls", "function_call", "usage");
    /** They have a place if they are texts. */
    private static final Set<String> TEXTS = Set.of(ContentParts.MEMBER, "reasoning_content", "reasoning",
            "reasoning_text", "thinking");
    private static final Set<String> TOOL_CALL = Set.of("index", "id", "type");
    private static final Set<String> FUNCTION = Set.of("name", "arguments", "input");

    private ExtraMembersReader() {
    }

    /** Those of a completion or a chunk. */
    static Map<String, JsonNode> ofCompletion(JsonNode completion) {
        return without(COMPLETION, completion);
    }

    static Map<String, JsonNode> ofChoice(JsonNode choice) {
        return without(CHOICE, choice);
    }

    /** Those of a message or a delta. A content that is not text alone is one of them. */
    static Map<String, JsonNode> ofMessage(JsonNode message) {
        Map<String, JsonNode> members = without(MESSAGE, message);
        members.entrySet().removeIf(member -> TEXTS.contains(member.getKey()) && member.getValue().isValueNode());
        if (members.remove(ContentParts.MEMBER) instanceof ArrayNode content) {
            ArrayNode parts = contentParts(content);
            if (parts != null) {
                members.put(ContentParts.MEMBER, parts);
            }
        }
        return members;
    }

    /** The parts of a content without its reasoning; null if they are texts only. */
    static @Nullable ArrayNode contentParts(ArrayNode content) {
        ArrayNode parts = content.arrayNode();
        boolean others = false;
        for (JsonNode part : content) {
            if (part.isNull() || ReasoningReader.isReasoning(part)) {
                continue;
            }
            if (part.isTextual() || ContentParts.isText(part)) {
                parts.add(ContentParts.text(part.isTextual() ? part.textValue() : part.get("text").textValue()));
            } else {
                parts.add(part);
                others = true;
            }
        }
        return others ? parts : null;
    }

    /**
     * Those of a tool call, including those of its function.
     *
     * @param payload the member with the name and the arguments
     */
    static Map<String, JsonNode> ofToolCall(JsonNode call, String payload) {
        Map<String, JsonNode> members = without(TOOL_CALL, call);
        members.remove(payload);
        Map<String, JsonNode> inner = ofFunction(call.path(payload));
        if (!inner.isEmpty()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.put(payload, object.setAll(inner));
        }
        return members;
    }

    static Map<String, JsonNode> ofFunction(JsonNode function) {
        return without(FUNCTION, function);
    }

    private static Map<String, JsonNode> without(Set<String> read, JsonNode object) {
        var members = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(member -> {
            if (!read.contains(member.getKey()) && !member.getValue().isNull()) {
                members.put(member.getKey(), member.getValue());
            }
        });
        return members;
    }
}
