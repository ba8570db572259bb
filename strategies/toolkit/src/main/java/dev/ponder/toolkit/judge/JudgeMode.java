package dev.ponder.toolkit.judge;

/** The ways of finding the best of several answers. */
public enum JudgeMode {

    /** A judge sees all answers at once and ranks them; several times, in opposite orders. */
    LISTWISE(new ListwiseJudge()),
    /** A judge compares two answers at a time, each pair in both orders: all pairs of up to 4, a knockout of more. */
    PAIRWISE(new PairwiseJudge()),
    /** A judge grades each answer for itself. */
    ABSOLUTE(new PointwiseJudge()),
    /** The answer of whose tokens the model was the surest; needs an upstream that reports probabilities. */
    LOGPROB(new LogprobJudge());

    private final Judge judge;

    JudgeMode(Judge judge) {
        this.judge = judge;
    }

    public Judge judge() {
        return judge;
    }
}
