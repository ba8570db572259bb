package dev.ponder.runtime.rest.inference;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;

/** Writes answers as chat messages, and parts of answers as message deltas. Immutable. */
public final class MessageWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ReasoningField reasoningField;

    /** Writes reasoning to this member. */
    public MessageWriter(ReasoningField reasoningField) {
        this.reasoningField = reasoningField;
    }

    /** A whole answer. */
    public ObjectNode message(Answer answer) {
        ObjectNode message = NODES.objectNode().put("role", "assistant");
        if (answer.text().isEmpty() && answer.callsTools()) {
            message.putNull("content");
        } else {
            message.put("content", answer.text());
        }
        message.put("refusal", answer.refusal().isEmpty() ? null : answer.refusal());
        if (!answer.reasoning().isEmpty()) {
            reasoningField.wireName().ifPresent(field -> message.put(field, answer.reasoning()));
        }
        if (answer.callsTools()) {
            ArrayNode calls = message.putArray("tool_calls");
            answer.toolCalls().forEach(call -> calls.add(toolCall(call)));
        }
        return message;
    }

    /** A part of an answer; empty for reasoning that is not written. */
    public Optional<ObjectNode> delta(AnswerPart part) {
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

    private static ObjectNode toolCall(ToolCall call) {
        ObjectNode json = NODES.objectNode().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return json;
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
