package dev.ponder.api;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.FinishReason;

/** A piece of an answer on its way to the client. All but {@link Finish} may come any number of times, in any order. */
public sealed interface AnswerPart {

    /**
     * A piece of the visible text.
     *
     * @param text may be any length; never splits a code point
     * @param logprobs the upstream's token probabilities of this piece, where they were asked for
     */
    record Text(String text, @Nullable JsonNode logprobs) implements AnswerPart {

        /** A piece without token probabilities. */
        public Text(String text) {
            this(text, null);
        }
    }

    /** A piece of the model's reasoning, which clients show apart from the answer. */
    record Reasoning(String text) implements AnswerPart {}

    /**
     * A piece of a tool call.
     *
     * @param index which call of the answer it belongs to, from 0
     * @param id the call's id, in the call's first piece only
     * @param name the function's name, in the call's first piece only
     * @param arguments a piece of the arguments' JSON text
     */
    record ToolCallDelta(int index, @Nullable String id, @Nullable String name,
            String arguments) implements AnswerPart {}

    /** A piece of the model's refusal, which clients show instead of an answer. */
    record Refusal(String text) implements AnswerPart {}

    /** The end of the answer and its true reason: exactly one, last. */
    record Finish(FinishReason reason) implements AnswerPart {}
}
