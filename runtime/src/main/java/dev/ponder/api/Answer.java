package dev.ponder.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
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
 * @param extra all other members of the upstream's answer, unchanged
 */
public record Answer(String text, String reasoning, List<ToolCall> toolCalls, String refusal, FinishReason finishReason,
        @Nullable JsonNode logprobs, List<Answer> runnersUp, ExtraMembers extra) {

    private static final Set<String> CONTENT = Set.of("content", "audio", "images");

    /** Copies the lists. */
    public Answer {
        toolCalls = List.copyOf(toolCalls);
        runnersUp = List.copyOf(runnersUp);
    }

    /** An answer without other members. */
    public Answer(String text, String reasoning, List<ToolCall> toolCalls, String refusal, FinishReason finishReason,
            @Nullable JsonNode logprobs, List<Answer> runnersUp) {
        this(text, reasoning, toolCalls, refusal, finishReason, logprobs, runnersUp, ExtraMembers.NONE);
    }

    /** An answer that consists of text. */
    public static Answer of(String text, FinishReason finishReason) {
        return new Answer(text, "", List.of(), "", finishReason, null, List.of());
    }

    /** The length of all texts: text, reasoning, refusal and the arguments of tool calls. Runners-up do not count. */
    public long characters() {
        long characters = (long) text.length() + reasoning.length() + refusal.length();
        for (ToolCall call : toolCalls) {
            characters += call.arguments().length();
        }
        return characters;
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

    /** Whether the answer has neither text nor tool calls nor a refusal, nor content of another kind. */
    public boolean blank() {
        return text.isBlank() && toolCalls.isEmpty() && refusal.isBlank()
                && Collections.disjoint(extra.message().keySet(), CONTENT);
    }

    /** The same answer with other text. */
    public Answer withText(String newText) {
        return new Answer(newText, reasoning, toolCalls, refusal, finishReason, logprobs, runnersUp, extra);
    }

    /** The same answer with runners-up. */
    public Answer withRunnersUp(List<Answer> next) {
        return new Answer(text, reasoning, toolCalls, refusal, finishReason, logprobs, next, extra);
    }

    /** The same answer without token log probabilities. */
    public Answer withoutLogprobs() {
        return new Answer(text, reasoning, toolCalls, refusal, finishReason, null, runnersUp, extra);
    }

    /** The answer as an assistant message of a later prompt. It keeps members such as signatures. */
    public ChatMessage asMessage() {
        return new ChatMessage(Role.ASSISTANT, new Content.Text(text), extra.message());
    }
}
