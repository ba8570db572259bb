package dev.ponder.runtime.upstream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;

/** An item of a streamed answer. */
public sealed interface StreamEvent {

    /** A part of the answer. */
    record Part(AnswerPart part) implements StreamEvent {}

    /** The usage of the call so far; a later report replaces an earlier one. */
    record Used(Usage usage) implements StreamEvent {}
}
