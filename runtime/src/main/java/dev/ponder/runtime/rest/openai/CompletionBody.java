package dev.ponder.runtime.rest.openai;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.stream.AnswerAccumulator;

/** A whole response: collects the parts of its choices and renders them. One instance per response. */
final class CompletionBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<Integer, AnswerAccumulator> choices = new TreeMap<>();
    private final ReasoningField reasoningField;

    CompletionBody(ReasoningField reasoningField) {
        this.reasoningField = reasoningField;
    }

    void add(ChoicePart part) {
        choices.computeIfAbsent(part.choice(), index -> new AnswerAccumulator()).add(part.part());
    }

    ObjectNode render(ResponseIdentity identity, InferenceRun run) {
        ObjectNode json = NODES.objectNode()
                .put("id", identity.id())
                .put("object", "chat.completion")
                .put("created", identity.created())
                .put("model", identity.model());
        ArrayNode list = json.putArray("choices");
        choices.forEach((index, accumulator) -> list.add(choice(index, accumulator.answer())));
        json.set("usage", PonderObject.usage(run.ledger().total()));
        json.set("ponder", PonderObject.of(run));
        return json;
    }

    private ObjectNode choice(int index, Answer answer) {
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
        ObjectNode json = NODES.objectNode().put("index", index);
        json.set("message", message);
        json.set("logprobs", answer.logprobs() == null ? NODES.nullNode() : answer.logprobs());
        return json.put("finish_reason", answer.finishReason().value());
    }

    private static ObjectNode toolCall(ToolCall call) {
        ObjectNode json = NODES.objectNode().put("id", call.id()).put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return json;
    }
}
