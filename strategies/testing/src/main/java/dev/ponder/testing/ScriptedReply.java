package dev.ponder.testing;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** The reply of the scripted model to a call. */
public sealed interface ScriptedReply {

    /** An answer; a stream sends its text word by word. */
    record Says(Answer answer) implements ScriptedReply {}

    /** A failure before the first byte. */
    record Fails(UpstreamException failure) implements ScriptedReply {}

    /** A stream that fails after this text; a call without a stream fails. */
    record BreaksOff(String text, UpstreamException failure) implements ScriptedReply {}

    /** No reply until the test settles the {@link ScriptedCall}. */
    enum Held implements ScriptedReply {
        /** The only instance. */
        HELD
    }

    /** A complete answer. */
    static ScriptedReply text(String text) {
        return new Says(Answer.of(text, FinishReason.STOP));
    }

    /** An answer that is truncated at a token limit. */
    static ScriptedReply truncated(String text) {
        return new Says(Answer.of(text, FinishReason.LENGTH));
    }

    /** An answer without any text, as when {@code content} is null. */
    static ScriptedReply empty() {
        return text("");
    }

    /** Any answer: with reasoning, tool calls or a refusal. */
    static ScriptedReply answer(Answer answer) {
        return new Says(answer);
    }

    /** A failure with the usual status of this fault. */
    static ScriptedReply failing(Fault fault) {
        return new Fails(failure(fault));
    }

    /** A text, then a failure. */
    static ScriptedReply breakingOff(String text, Fault fault) {
        return new BreaksOff(text, failure(fault));
    }

    /** No reply until the test settles the call. */
    static ScriptedReply held() {
        return Held.HELD;
    }

    private static UpstreamException failure(Fault fault) {
        return UpstreamException.of(fault, "scripted: " + fault, null);
    }
}
