package dev.ponder.runtime.engine;

import dev.ponder.api.AnswerPart;

/**
 * A part of one of several choices.
 *
 * @param choice the choice's index, from 0
 */
public record ChoicePart(int choice, AnswerPart part) {}
