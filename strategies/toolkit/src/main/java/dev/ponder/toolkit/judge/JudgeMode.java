package dev.ponder.toolkit.judge;

/** How a judge finds the best of several answers: the value of a setting. {@link Judge#of} returns the judge. */
public enum JudgeMode {

    /** A judge ranks all answers in one prompt; each vote shows them in another order. */
    LISTWISE,
    /** A judge compares two answers at a time: all pairs of up to 4 answers, a pivot tournament of more. */
    PAIRWISE,
    /** A judge grades each answer alone; the expected grade counts where the upstream reports {@code logprobs}. */
    ABSOLUTE,
    /** The answer with the highest mean token probability wins; needs an upstream that reports {@code logprobs}. */
    LOGPROB
}
