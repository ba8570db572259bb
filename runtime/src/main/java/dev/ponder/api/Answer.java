package dev.ponder.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/**
 * A complete answer of a model or a strategy. Immutable.
 *
 * @param text the visible text; may be empty
 * @param reasoning the reasoning that the upstream reports apart from the text; may be empty
 * @param toolCalls the tool calls, in order
 * @param refusal the model's refusal; may be empty
 * @param finishReason why the model stopped
 * @param logprobs the upstream's token log probabilities; null if it sent none
 * @param runnersUp the next best candidates of the same pool, best first, without this answer
 */
public record Answer(String text, String reasoning, List<ToolCall> toolCalls, String refusal, FinishReason finishReason,
        @Nullable JsonNode logprobs, List<Answer> runnersUp) {

    /** Copies the lists. */
    public Answer {
        toolCalls = List.copyOf(toolCalls);
        runnersUp = List.copyOf(runnersUp);
    }

    /** An answer that consists of text. */
    public static Answer of(String text, FinishReason finishReason) {
        return new Answer(text, "", List.of(), "", finishReason, null, List.of());
    }

    /** Whether a token limit cut the answer off. Such an answer ranks after every complete one. */
    public boolean truncated() {
        return finishReason.truncated();
    }

    /**
     * Whether the model ended the answer itself. False for one that was cut off by a token limit, filtered or ended by a
     * failure, under any provider's name for it: such an answer does not vote, and ranks after every complete one.
     */
    public boolean complete() {
        return finishReason.complete();
    }

    /** Whether the answer calls tools. Such an answer is passed to the client unchanged. */
    public boolean callsTools() {
        return !toolCalls.isEmpty();
    }

    /** Whether the answer has neither text nor tool calls nor a refusal. */
    public boolean blank() {
        return text.isBlank() && toolCalls.isEmpty() && refusal.isBlank();
    }

    /** The same answer with other text. */
    public Answer withText(String newText) {
        return new Answer(newText, reasoning, toolCalls, refusal, finishReason, logprobs, runnersUp);
    }

    /** The same answer with runners-up. */
    public Answer withRunnersUp(List<Answer> next) {
        return new Answer(text, reasoning, toolCalls, refusal, finishReason, logprobs, next);
    }
}
