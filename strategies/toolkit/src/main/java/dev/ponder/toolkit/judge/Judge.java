package dev.ponder.toolkit.judge;

import dev.ponder.api.Prompt;
import io.smallrye.mutiny.Uni;

/** One way of finding out which answers are better. Keeps no state of a request. */
public interface Judge {

    /** The most calls that judging up to so many candidates takes. */
    int calls(int candidates, int votes);

    /** How many of these calls come one after another at most. */
    int depth(int candidates);

    /** The prompt of the candidates, asking for whatever the judge needs of them. */
    default Prompt sampling(Prompt prompt) {
        return prompt;
    }

    /** What it found out about the candidates of the bench, of which there are two or more. */
    Uni<ScoreBoard> judge(JudgeSession bench);
}
