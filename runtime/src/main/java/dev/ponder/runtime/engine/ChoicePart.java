package dev.ponder.runtime.engine;

import dev.ponder.api.AnswerPart;

/**
 * A part of one choice of an answer.
 *
 * @param choice the choice's index, from 0
 */
public record ChoicePart(int choice, AnswerPart part) {}
