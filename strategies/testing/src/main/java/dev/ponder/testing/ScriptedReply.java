package dev.ponder.testing;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** What the scripted model does about a call. */
public sealed interface ScriptedReply {

    /** It answers; a stream sends the text word by word. */
    record Says(Answer answer) implements ScriptedReply {}

    /** It fails before it says anything. */
    record Fails(UpstreamException failure) implements ScriptedReply {}

    /** A stream of it breaks off after this text; a whole reply fails. */
    record BreaksOff(String text, UpstreamException failure) implements ScriptedReply {}

    /** Nothing, until the test settles the {@link ScriptedCall}. */
    enum Held implements ScriptedReply {
        /** The only one. */
        HELD
    }

    /** A complete answer. */
    static ScriptedReply text(String text) {
        return new Says(Answer.of(text, FinishReason.STOP));
    }

    /** An answer that was cut off at a token limit. */
    static ScriptedReply truncated(String text) {
        return new Says(Answer.of(text, FinishReason.LENGTH));
    }

    /** An answer without any text, as when {@code content} is null. */
    static ScriptedReply empty() {
        return text("");
    }

    /** An answer of any kind: reasoning, calls of tools, a refusal. */
    static ScriptedReply answer(Answer answer) {
        return new Says(answer);
    }

    /** A failure, with the status that it usually has. */
    static ScriptedReply failing(Fault fault) {
        return new Fails(failure(fault));
    }

    /** Some text and then a failure. */
    static ScriptedReply breakingOff(String text, Fault fault) {
        return new BreaksOff(text, failure(fault));
    }

    /** Nothing, until the test settles the call. */
    static ScriptedReply held() {
        return Held.HELD;
    }

    private static UpstreamException failure(Fault fault) {
        return UpstreamException.of(fault, "scripted: " + fault, null);
    }
}
