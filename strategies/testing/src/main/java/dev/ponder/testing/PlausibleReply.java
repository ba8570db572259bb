package dev.ponder.testing;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.upstream.UpstreamCall;

/** The reply of a well-behaved model: a tool call if there are tools, else JSON if a schema asks for it, else prose. */
final class PlausibleReply {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlausibleReply() {
    }

    static ScriptedReply to(UpstreamCall call, int number) {
        if (call.parameters().containsKey("tools")) {
            return ScriptedReply.answer(toolCall());
        }
        JsonNode format = call.parameters().getOrDefault("response_format", JSON.missingNode());
        JsonNode schema = format.at("/json_schema/schema");
        return ScriptedReply.text(schema.isMissingNode()
                ? String.format(Locale.ROOT, "Let me think.\n\nThe answer is %d.", 40 + number)
                : example(schema).toString());
    }

    /** The tool call that the model makes. */
    static Answer toolCall() {
        return new Answer("", "", List.of(new ToolCall("call_1", "weather", "{\"city\": \"Paris\"}")), "",
                FinishReason.TOOL_CALLS, null, List.of());
    }

    private static JsonNode example(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        return switch (schema.path("type").asText("object")) {
            case "string" -> JSON.textNode("A");
            case "number", "integer" -> JSON.numberNode(7);
            case "boolean" -> JSON.booleanNode(true);
            case "array" -> JSON.arrayNode().add(example(schema.path("items")));
            default -> object(schema);
        };
    }

    private static JsonNode object(JsonNode schema) {
        var object = JSON.objectNode();
        schema.path("properties").properties()
                .forEach(property -> object.set(property.getKey(), example(property.getValue())));
        return object;
    }
}
