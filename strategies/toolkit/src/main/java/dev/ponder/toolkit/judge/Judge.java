package dev.ponder.toolkit.judge;

import dev.ponder.api.Prompt;
import io.smallrye.mutiny.Uni;

/**
 * A method of scoring candidates (LLM-as-a-judge, arXiv:2306.05685). Implementations keep no state of a request and are
 * thread-safe.
 */
public interface Judge {

    /** The judge of a mode. */
    static Judge of(JudgeMode mode) {
        return switch (mode) {
            case LISTWISE -> new ListwiseJudge();
            case PAIRWISE -> new PairwiseJudge();
            case ABSOLUTE -> new PointwiseJudge();
            case LOGPROB -> new LogprobJudge();
        };
    }

    /**
     * The maximum number of upstream calls to judge up to so many candidates.
     *
     * @param candidates at least 1
     * @param votes how often the judge is asked about the same candidates, at least 1
     */
    int calls(int candidates, int votes);

    /**
     * The maximum number of these calls that are made one after another.
     *
     * @param candidates at least 1
     */
    int depth(int candidates);

    /** Adds to the prompt of the candidates what this judge needs of the replies; by default nothing. */
    default Prompt sampling(Prompt prompt) {
        return prompt;
    }

    /**
     * Scores the candidates of the session, of which there must be at least two. A call that fails tolerably or cannot
     * be read abstains; see {@link JudgeSession#ask}. Cancelling stops all calls.
     */
    Uni<ScoreBoard> judge(JudgeSession session);
}
