package dev.ponder.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/**
 * A part of a streamed answer. Any number of parts of any kind, in any order, then one {@link Finish}. Immutable.
 */
public sealed interface AnswerPart {

    /**
     * A part of the visible text.
     *
     * @param text of any length; never splits a code point
     * @param logprobs the upstream's token log probabilities of this part; null if it sent none
     */
    record Text(String text, @Nullable JsonNode logprobs) implements AnswerPart {

        /** A part without log probabilities. */
        public Text(String text) {
            this(text, null);
        }
    }

    /** A part of the model's reasoning, which clients show apart from the answer. */
    record Reasoning(String text) implements AnswerPart {}

    /**
     * A part of a tool call.
     *
     * @param index the call's index in the answer, from 0
     * @param id the call's id; null except in the call's first part
     * @param name the function's name; null except in the call's first part
     * @param arguments a fragment of the arguments' JSON text, or of a custom tool's input
     * @param type the call's type, the same in every part
     * @param extra other members of the call, or fragments of them
     */
    record ToolCallDelta(int index, @Nullable String id, @Nullable String name, String arguments, String type,
            Map<String, JsonNode> extra) implements AnswerPart {

        /** A part of a function call. */
        public ToolCallDelta(int index, @Nullable String id, @Nullable String name, String arguments) {
            this(index, id, name, arguments, ToolCall.FUNCTION, Map.of());
        }
    }

    /** Other members of the answer, or fragments of them. Strategies pass them through. */
    record Extra(ExtraMembers members) implements AnswerPart {}

    /** A part of the model's refusal, which clients show instead of an answer. */
    record Refusal(String text) implements AnswerPart {}

    /** The end of the answer, and why the model stopped. */
    record Finish(FinishReason reason) implements AnswerPart {}
}
