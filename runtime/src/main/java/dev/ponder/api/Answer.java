package dev.ponder.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/**
 * A complete answer of a model or a strategy.
 *
 * @param text the visible text; empty when there is none
 * @param reasoning the reasoning that came apart from it; empty when there is none
 * @param toolCalls the calls it asks for, in order
 * @param refusal the model's refusal; empty when there is none
 * @param finishReason why it ended
 * @param logprobs the upstream's token probabilities, where they were asked for
 * @param runnersUp the next best answers of the same pool, best first, distinct from this one
 */
public record Answer(String text, String reasoning, List<ToolCall> toolCalls, String refusal, FinishReason finishReason,
        @Nullable JsonNode logprobs, List<Answer> runnersUp) {

    /** Copies the lists. */
    public Answer {
        toolCalls = List.copyOf(toolCalls);
        runnersUp = List.copyOf(runnersUp);
    }

    /** A plain text answer. */
    public static Answer of(String text, FinishReason finishReason) {
        return new Answer(text, "", List.of(), "", finishReason, null, List.of());
    }

    /** Whether the model was cut off: such an answer ranks after every complete one. */
    public boolean truncated() {
        return finishReason.equals(FinishReason.LENGTH);
    }

    /** Whether the answer asks for tools; such an answer is handed on as it is. */
    public boolean callsTools() {
        return !toolCalls.isEmpty();
    }

    /** Whether there is nothing in it that a client could use. */
    public boolean blank() {
        return text.isBlank() && toolCalls.isEmpty() && refusal.isBlank();
    }

    /** The same answer with other text, as when tags were taken out. */
    public Answer withText(String newText) {
        return new Answer(newText, reasoning, toolCalls, refusal, finishReason, logprobs, runnersUp);
    }

    /** The same answer with runners-up. */
    public Answer withRunnersUp(List<Answer> next) {
        return new Answer(text, reasoning, toolCalls, refusal, finishReason, logprobs, next);
    }
}
