package dev.ponder.runtime.engine;

import dev.ponder.api.AnswerPart;

/**
 * A part of one choice of an answer.
 *
 * @param choice the choice's index, from 0
 * @param choices the number of choices of the answer; all of them have parts
 */
public record ChoicePart(int choice, int choices, AnswerPart part) {

    /** A part of the last choice. */
    public ChoicePart(int choice, AnswerPart part) {
        this(choice, choice + 1, part);
    }

    /** The same part as one of other choices. */
    ChoicePart renumbered(int index, int all) {
        return new ChoicePart(index, all, part);
    }
}
