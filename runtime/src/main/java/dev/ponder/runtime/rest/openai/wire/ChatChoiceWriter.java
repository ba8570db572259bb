package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;

/** Choices as messages, and as deltas of them. */
public final class ChatChoiceWriter implements ChoiceWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ReasoningField reasoningField;
    private final DeltaWriter deltas;

    /** Writes reasoning to this field. */
    public ChatChoiceWriter(ReasoningField reasoningField) {
        this.reasoningField = reasoningField;
        this.deltas = new DeltaWriter(reasoningField);
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String wholeObject() {
        return "chat.completion";
    }

    @Override
    public String chunkObject() {
        return "chat.completion.chunk";
    }

    /** The role comes first. */
    @Override
    public Optional<ObjectNode> opening() {
        return Optional.of(delta(NODES.objectNode().put("role", "assistant").put("content", "")));
    }

    @Override
    public Optional<ObjectNode> piece(AnswerPart part) {
        return deltas.delta(part).map(delta -> {
            ObjectNode piece = delta(delta);
            return part instanceof AnswerPart.Text text && text.logprobs() != null
                    ? piece.set("logprobs", text.logprobs())
                    : piece;
        });
    }

    @Override
    public ObjectNode nothing() {
        return delta(NODES.objectNode());
    }

    @Override
    public ObjectNode whole(Answer answer) {
        ObjectNode choice = NODES.objectNode().set("message", message(answer));
        return choice.set("logprobs", answer.logprobs() == null ? NODES.nullNode() : answer.logprobs());
    }

    /** What a part adds to a message; empty for what clients are not told. */
    public Optional<ObjectNode> added(AnswerPart part) {
        return deltas.delta(part);
    }

    private static ObjectNode delta(ObjectNode delta) {
        return NODES.objectNode().set("delta", delta);
    }

    /** A whole answer as a message. */
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

    private static ObjectNode toolCall(ToolCall call) {
        ObjectNode json = NODES.objectNode().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return json;
    }
}
