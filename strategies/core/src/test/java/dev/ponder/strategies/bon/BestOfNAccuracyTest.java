package dev.ponder.strategies.bon;

import static dev.ponder.strategies.FallibleModel.JUDGES_RIGHTLY;
import static dev.ponder.strategies.FallibleModel.RIGHT;
import static dev.ponder.strategies.FallibleModel.WRONG_VALUES;
import static dev.ponder.strategies.FallibleModel.binomial;
import static dev.ponder.strategies.FallibleModel.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import dev.ponder.strategies.FallibleModel;
import dev.ponder.toolkit.judge.JudgeMode;

/** Best of three is right if all candidates are, or if they are a mix and the judge is right. */
class BestOfNAccuracyTest {

    private static final int QUESTIONS = 1000;

    @Test
    void oneVoteOfTheJudge() {
        double mix = 1 - binomial(3, 3, RIGHT) - binomial(3, 0, RIGHT);
        double theory = binomial(3, 3, RIGHT) + mix * JUDGES_RIGHTLY;

        assertThat(theory).isCloseTo(0.864, within(0.001));
        assertThat(accuracy(1)).isCloseTo(theory, within(tolerance(theory, QUESTIONS)));
    }

    /**
     * Where the two votes contradict each other, the larger class of equal candidates wins. Two wrong candidates with
     * different values are no class; then the right one wins a third of the cases in which all places are level, which is
     * one of two.
     */
    @Test
    void twoVotesOfTheJudgeAsByDefault() {
        double agree = JUDGES_RIGHTLY * JUDGES_RIGHTLY;
        double contradict = 2 * JUDGES_RIGHTLY * (1 - JUDGES_RIGHTLY);
        double wrongDiffer = 1 - 1.0 / WRONG_VALUES;
        double theory = binomial(3, 3, RIGHT) + binomial(3, 2, RIGHT) * (agree + contradict)
                + binomial(3, 1, RIGHT) * (agree + contradict * wrongDiffer / 6);

        assertThat(theory).isGreaterThan(0.875);
        assertThat(accuracy(2)).isCloseTo(theory, within(tolerance(theory, QUESTIONS))).isGreaterThan(0.85);
    }

    private static double accuracy(int votes) {
        return FallibleModel.accuracy(ScriptedJudge.harness(JudgeMode.LISTWISE, 3)
                .with("ponder.strategies.bon.judge-votes", Integer.toString(votes)).seed(1), QUESTIONS);
    }
}
