package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;

/** Writes parts of an answer as deltas. */
final class DeltaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ReasoningField reasoningField;

    DeltaWriter(ReasoningField reasoningField) {
        this.reasoningField = reasoningField;
    }

    /** The delta; empty for what clients are not told. */
    Optional<ObjectNode> delta(AnswerPart part) {
        ObjectNode delta = NODES.objectNode();
        if (part instanceof AnswerPart.Text text) {
            delta.put("content", text.text());
        } else if (part instanceof AnswerPart.Reasoning reasoning) {
            return reasoningField.wireName().map(field -> delta.put(field, reasoning.text()));
        } else if (part instanceof AnswerPart.Refusal refusal) {
            delta.put("refusal", refusal.text());
        } else if (part instanceof AnswerPart.ToolCallDelta call) {
            delta.putArray("tool_calls").add(toolCall(call));
        }
        return Optional.of(delta);
    }

    private static ObjectNode toolCall(AnswerPart.ToolCallDelta call) {
        ObjectNode json = NODES.objectNode().put("index", call.index());
        if (call.id() != null) {
            json.put("id", call.id()).put("type", "function");
        }
        ObjectNode function = json.putObject("function");
        if (call.name() != null) {
            function.put("name", call.name());
        }
        function.put("arguments", call.arguments());
        return json;
    }
}
