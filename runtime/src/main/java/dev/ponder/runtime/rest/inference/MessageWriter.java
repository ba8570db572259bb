package dev.ponder.runtime.rest.inference;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.stream.ContentParts;

/** Writes answers as chat messages, and parts of answers as message deltas. Immutable. */
public final class MessageWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Members of providers that hold reasoning. */
    private static final Set<String> REASONING = Set.of("reasoning", "reasoning_content", "reasoning_details",
            "thinking", "thinking_blocks");

    private final ReasoningField reasoningField;

    /** Writes reasoning to this member. */
    public MessageWriter(ReasoningField reasoningField) {
        this.reasoningField = reasoningField;
    }

    /** A whole answer. */
    public ObjectNode message(Answer answer) {
        ObjectNode message = NODES.objectNode().put("role", "assistant");
        Map<String, JsonNode> extra = answer.extra().message();
        if (ContentParts.in(extra)) {
            message.set(ContentParts.MEMBER, ContentParts.of(answer));
        } else if (answer.text().isEmpty() && (answer.callsTools() || extra.containsKey("audio"))) {
            message.putNull(ContentParts.MEMBER);
        } else {
            message.put(ContentParts.MEMBER, answer.text());
        }
        message.put("refusal", answer.refusal().isEmpty() ? null : answer.refusal());
        if (!answer.reasoning().isEmpty()) {
            reasoningField.wireName().ifPresent(field -> message.put(field, answer.reasoning()));
        }
        answer.toolCalls().forEach(call -> addCall(message, call));
        return addExtra(message, extra);
    }

    /** A part of an answer; empty for a part that is not written. */
    public Optional<ObjectNode> delta(AnswerPart part) {
        ObjectNode delta = NODES.objectNode();
        if (part instanceof AnswerPart.Text text) {
            delta.put("content", text.text());
        } else if (part instanceof AnswerPart.Reasoning reasoning) {
            return reasoningField.wireName().map(field -> delta.put(field, reasoning.text()));
        } else if (part instanceof AnswerPart.Refusal refusal) {
            delta.put("refusal", refusal.text());
        } else if (part instanceof AnswerPart.ToolCallDelta call) {
            addFragment(delta, call);
        } else if (part instanceof AnswerPart.Extra extra) {
            return Optional.of(addExtra(delta, extra.members().message())).filter(some -> !some.isEmpty());
        }
        return Optional.of(delta);
    }

    private ObjectNode addExtra(ObjectNode message, Map<String, JsonNode> extra) {
        extra.forEach((name, value) -> {
            if (!message.has(name) && (reasoningField != ReasoningField.OFF || !REASONING.contains(name))) {
                message.set(name, value);
            }
        });
        return message;
    }

    private static void addCall(ObjectNode message, ToolCall call) {
        if (call.type().equals(ToolCall.LEGACY)) {
            message.set(ToolCall.LEGACY, payload(call.type(), call.name(), call.arguments()).setAll(call.extra()));
        } else {
            ObjectNode json = message.withArray("tool_calls").addObject().put("id", call.id()).put("type", call.type());
            addPayload(json, call.type(), call.name(), call.arguments(), call.extra());
        }
    }

    private static void addFragment(ObjectNode delta, AnswerPart.ToolCallDelta call) {
        if (call.type().equals(ToolCall.LEGACY)) {
            delta.set(ToolCall.LEGACY, payload(call.type(), call.name(), call.arguments()).setAll(call.extra()));
            return;
        }
        ObjectNode json = delta.putArray("tool_calls").addObject().put("index", call.index());
        if (call.id() != null) {
            json.put("id", call.id()).put("type", call.type());
        }
        addPayload(json, call.type(), call.name(), call.arguments(), call.extra());
    }

    /** A call of a type that only its provider has may be in {@code extra} as a whole. */
    private static void addPayload(ObjectNode call, String type, @Nullable String name, String arguments,
            Map<String, JsonNode> extra) {
        call.setAll(extra);
        boolean named = name != null && !name.isEmpty();
        if (named || !arguments.isEmpty() || type.equals(ToolCall.FUNCTION) || type.equals(ToolCall.CUSTOM)) {
            String member = type.equals(ToolCall.CUSTOM) ? ToolCall.CUSTOM : ToolCall.FUNCTION;
            ObjectNode payload = payload(type, name, arguments);
            if (extra.get(member) instanceof ObjectNode more) {
                payload.setAll(more);
            }
            call.set(member, payload);
        }
    }

    private static ObjectNode payload(String type, @Nullable String name, String arguments) {
        ObjectNode payload = NODES.objectNode();
        if (name != null) {
            payload.put("name", name);
        }
        return payload.put(type.equals(ToolCall.CUSTOM) ? "input" : "arguments", arguments);
    }
}
