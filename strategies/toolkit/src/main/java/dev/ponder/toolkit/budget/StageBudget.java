package dev.ponder.toolkit.budget;

import dev.ponder.api.Budget;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;

/**
 * Sizes the stages of a strategy so that the token budget still allows the call that writes the answer. It assumes that a
 * call takes as many tokens as the calls so far took on average. One instance per run of a strategy; not thread-safe.
 */
public final class StageBudget {

    private final Inference inference;
    private final int calls;
    private final long tokens;

    private StageBudget(Inference inference) {
        this.inference = inference;
        this.calls = inference.budget().remainingCalls();
        this.tokens = inference.budget().remainingTokens();
    }

    /** The budget of a run that has not made any call yet. */
    public static StageBudget of(Inference inference) {
        return new StageBudget(inference);
    }

    /**
     * How many of these calls the budget allows in one stage, from 0 to {@code wanted}, with one call left for the answer.
     * Reports to the client when it is fewer.
     *
     * @param stage the name of the stage
     * @param wanted the number of calls that the stage makes with a sufficient budget, 0 or more
     */
    public int affordable(String stage, int wanted) {
        Budget budget = inference.budget();
        int made = calls - budget.remainingCalls();
        long used = tokens - budget.remainingTokens();
        if (made <= 0 || used <= 0) {
            return wanted;
        }
        double further = (double) budget.remainingTokens() * made / used;
        int allowed = (int) Math.max(0, Math.min(wanted, Math.floor(further) - 1));
        if (allowed < wanted) {
            inference.report(new Finding.Degraded(stage,
                    "the token budget allows " + allowed + " of " + wanted + " calls"));
        }
        return allowed;
    }
}
