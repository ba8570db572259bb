package dev.ponder.strategies.mars;

import dev.ponder.api.Answer;

/**
 * A solution of an agent.
 *
 * @param id unique in the request
 * @param parent the id of the solution that this one improves; its own id if there is none
 * @param answer its text
 * @param votes how many solutions of the last population give the same answer
 */
record Solution(int id, int parent, Answer answer, int votes) {

    boolean isImprovement() {
        return parent != id;
    }

    /** The improvement of this solution. */
    Solution improved(int newId, Answer better) {
        return new Solution(newId, id, better, votes);
    }
}
