package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.upstream.FinishReasonReader;

/** Corrects the chunks of one choice of a relayed stream: its role, its tool calls and its end. One instance per choice. */
final class RelayedChoice {

    private final boolean chat;
    private final ToolCallRepair toolCalls = new ToolCallRepair();
    private boolean begun;
    private boolean finished;

    RelayedChoice(boolean chat) {
        this.chat = chat;
    }

    enum Result {
        UNCHANGED, CORRECTED,
        /** It repeats the end of the choice. */
        REPEATED
    }

    boolean finished() {
        return finished;
    }

    /** A chunk with text and nothing else, which has no fault. Returns false if it needs an inspection. */
    boolean passes() {
        return begun && !finished;
    }

    /** A part of the choice that was forwarded without an inspection. */
    void skip() {
        begun = true;
    }

    /** Corrects a chunk of the choice. */
    Result correct(ObjectNode choice) {
        String reason = choice.path("finish_reason").asText("");
        boolean ends = FinishReasonReader.isReason(reason);
        if (finished && !hasContent(choice)) {
            return Result.REPEATED;
        }
        boolean changed = chat && correctRole(choice);
        begun = true;
        if (choice.path("delta").path("tool_calls") instanceof ArrayNode pieces) {
            for (JsonNode piece : pieces) {
                changed |= piece instanceof ObjectNode call && toolCalls.repair(call);
            }
        }
        if (choice.hasNonNull("finish_reason") && (!ends || finished)) {
            choice.putNull("finish_reason");
            changed = true;
        } else if (ends && toolCalls.seen() && FinishReasonReader.read(reason).equals(FinishReason.STOP)) {
            choice.put("finish_reason", FinishReason.TOOL_CALLS.value());
            changed = true;
        }
        finished |= ends;
        return changed ? Result.CORRECTED : Result.UNCHANGED;
    }

    /** Adds the choice's end to a chunk. */
    void finish(ObjectNode choice) {
        if (chat) {
            ObjectNode delta = choice.putObject("delta");
            if (!begun) {
                delta.put("role", "assistant").put("content", "");
            }
        } else {
            choice.put("text", "").putNull("logprobs");
        }
        choice.put("finish_reason", (toolCalls.seen() ? FinishReason.TOOL_CALLS : FinishReason.STOP).value());
        finished = true;
    }

    private boolean correctRole(ObjectNode choice) {
        JsonNode delta = choice.path("delta");
        JsonNode role = delta.path("role");
        boolean object = delta.isObject() || delta.isNull() || delta.isMissingNode();
        if (object && !begun && role.asText("").isBlank()) {
            choice.withObject("/delta").put("role", "assistant");
            return true;
        }
        return begun && role.isTextual() && choice.withObject("/delta").remove("role") != null;
    }

    /** Whether a chunk contains a part of the answer. A role alone is no content. */
    static boolean hasContent(JsonNode choice) {
        if (!choice.path("text").asText("").isEmpty()) {
            return true;
        }
        for (var member : choice.path("delta").properties()) {
            JsonNode value = member.getValue();
            boolean content = value.isTextual()
                    ? !value.asText().isEmpty()
                    : value.isContainerNode() && !value.isEmpty();
            if (content && !member.getKey().equals("role")) {
                return true;
            }
        }
        return false;
    }
}
