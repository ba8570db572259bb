package dev.ponder.strategies.moa;

import dev.ponder.api.Answer;

/**
 * A draft.
 *
 * @param truncated whether its end is missing
 * @param agents how many agents wrote it, or something that says the same in the same words
 */
record Draft(String text, boolean truncated, int agents) {

    static Draft of(Answer answer) {
        return new Draft(answer.text().strip(), answer.truncated(), 1);
    }

    /** The better of two that say the same, written by the agents of both. */
    Draft joined(Draft other) {
        return new Draft(truncated ? other.text : text, truncated && other.truncated, agents + other.agents);
    }
}
