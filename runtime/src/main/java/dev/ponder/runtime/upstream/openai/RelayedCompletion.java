package dev.ponder.runtime.upstream.openai;

import java.time.InstantSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.upstream.FinishReasonReader;

/** Corrects a whole completion that is relayed, by the same rules as {@link RelayedChunkInspector}. */
final class RelayedCompletion {

    private RelayedCompletion() {
    }

    /**
     * Corrects what official SDKs cannot read: malformed tool calls, and members that are missing.
     *
     * @param chat whether it is a chat completion, otherwise a text completion
     * @param model the model that the request names
     * @return whether anything was corrected
     */
    static boolean correct(ObjectNode completion, boolean chat, String model, InstantSource clock) {
        if (completion.path("choices").isEmpty()) {
            return false;
        }
        boolean changed = new CompletionEnvelope(chat ? "chat.completion" : "text_completion", model, clock)
                .complete(completion);
        for (JsonNode choice : completion.path("choices")) {
            if (choice instanceof ObjectNode json) {
                changed |= chat && correctMessage(json);
                changed |= correctReason(json);
            }
        }
        return changed;
    }

    private static boolean correctMessage(ObjectNode choice) {
        if (!(choice.get("message") instanceof ObjectNode message)) {
            return false;
        }
        boolean changed = message.path("role").asText("").isBlank();
        if (changed) {
            message.put("role", "assistant");
        }
        return new ToolCallRepair().repairWhole(message.path("tool_calls")) || changed;
    }

    /** A completion is over, so it has a reason. */
    private static boolean correctReason(ObjectNode choice) {
        String reason = choice.path("finish_reason").asText("");
        boolean calls = !choice.at("/message/tool_calls").isEmpty();
        if (FinishReasonReader.isReason(reason)
                && !(calls && FinishReasonReader.read(reason).equals(FinishReason.STOP))) {
            return false;
        }
        choice.put("finish_reason", (calls ? FinishReason.TOOL_CALLS : FinishReason.STOP).value());
        return true;
    }
}
