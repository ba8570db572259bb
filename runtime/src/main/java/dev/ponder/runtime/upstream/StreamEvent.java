package dev.ponder.runtime.upstream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;

/** What comes out of an opened stream. */
public sealed interface StreamEvent {

    /** A piece of the answer. */
    record Part(AnswerPart part) implements StreamEvent {}

    /** What the call used so far; a later report replaces an earlier one. */
    record Used(Usage usage) implements StreamEvent {}
}
