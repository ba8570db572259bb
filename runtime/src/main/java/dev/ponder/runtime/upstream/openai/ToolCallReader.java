package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart.ToolCallDelta;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/** Reads the tool calls of a message, or of the deltas of one: functions, custom tools, and {@code function_call}. */
final class ToolCallReader {

    /** The index of the call in {@code function_call}, which has none. */
    private static final int LEGACY_INDEX = Integer.MAX_VALUE;

    private final ToolCallRepair repair = new ToolCallRepair();
    private final Map<Integer, String> types = new HashMap<>();
    private boolean called;
    private boolean legacy;

    /** The calls of a whole message. */
    List<ToolCall> calls(JsonNode message) {
        var calls = new ArrayList<ToolCall>();
        repair.repairWhole(message.path("tool_calls"));
        message.path("tool_calls").forEach(call -> calls.add(call(call)));
        if (message.path(ToolCall.LEGACY) instanceof ObjectNode call) {
            calls.add(new ToolCall("", ToolCall.LEGACY, call.path("name").asText(""), text(call.path("arguments")),
                    ExtraMembersReader.ofFunction(call)));
        }
        note(message);
        return calls;
    }

    /** The fragments in a delta. */
    List<ToolCallDelta> deltas(JsonNode delta) {
        var fragments = new ArrayList<ToolCallDelta>();
        delta.path("tool_calls").forEach(fragment -> {
            if (fragment instanceof ObjectNode piece) {
                fragments.add(fragment(piece));
            }
        });
        if (delta.path(ToolCall.LEGACY) instanceof ObjectNode call) {
            fragments.add(new ToolCallDelta(LEGACY_INDEX, null, textOrNull(call.path("name")),
                    text(call.path("arguments")), ToolCall.LEGACY, ExtraMembersReader.ofFunction(call)));
        }
        note(delta);
        return fragments;
    }

    /** The true reason of an answer: some servers report {@code stop} beside calls. */
    FinishReason reason(FinishReason reported) {
        boolean corrected = reported.equals(FinishReason.STOP) && (called || legacy);
        return !corrected ? reported : called ? FinishReason.TOOL_CALLS : FinishReason.FUNCTION_CALL;
    }

    private void note(JsonNode message) {
        called |= !message.path("tool_calls").isEmpty();
        legacy |= message.path(ToolCall.LEGACY).isObject();
    }

    private static ToolCall call(JsonNode call) {
        String type = type(call);
        JsonNode payload = call.path(payload(type));
        return new ToolCall(call.path("id").asText(""), type, payload.path("name").asText(""),
                text(payload.path(argumentsOf(type))),
                ExtraMembersReader.ofToolCall(call, payload(type)));
    }

    private ToolCallDelta fragment(ObjectNode fragment) {
        repair.repair(fragment);
        int index = fragment.path("index").asInt();
        String type = types.merge(index, type(fragment),
                (known, other) -> known.equals(ToolCall.FUNCTION) ? other : known);
        JsonNode payload = fragment.path(payload(type));
        return new ToolCallDelta(index, textOrNull(fragment.path("id")), textOrNull(payload.path("name")),
                text(payload.path(argumentsOf(type))), type, ExtraMembersReader.ofToolCall(fragment, payload(type)));
    }

    /** The member with the name and the arguments. */
    private static String payload(String type) {
        return type.equals(ToolCall.CUSTOM) ? ToolCall.CUSTOM : ToolCall.FUNCTION;
    }

    private static String argumentsOf(String type) {
        return type.equals(ToolCall.CUSTOM) ? "input" : "arguments";
    }

    private static String type(JsonNode call) {
        String type = call.path("type").asText("");
        return call.path(ToolCall.CUSTOM).isObject() ? ToolCall.CUSTOM : type.isEmpty() ? ToolCall.FUNCTION : type;
    }

    /** Arguments that a server sends as JSON instead of as text. */
    private static String text(JsonNode arguments) {
        return arguments.isValueNode() || arguments.isMissingNode() ? arguments.asText("") : arguments.toString();
    }

    private static @Nullable String textOrNull(JsonNode text) {
        return text.asText("").isEmpty() ? null : text.asText();
    }
}
