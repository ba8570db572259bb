package dev.ponder.toolkit.judge;

/** How a judge finds the best of several answers: the value of a setting. {@link Judge#of} returns the judge. */
public enum JudgeMode {

    /** A judge ranks all answers in one prompt; each vote shows them in another order. */
    LISTWISE,
    /** A judge compares two answers at a time, in both orders: all pairs of up to 4 answers, a tournament of more. */
    PAIRWISE,
    /** A judge grades each answer alone. */
    ABSOLUTE,
    /** The answer with the highest mean token probability wins; needs an upstream that reports {@code logprobs}. */
    LOGPROB
}
