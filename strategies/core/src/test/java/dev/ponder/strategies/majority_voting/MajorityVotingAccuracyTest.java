package dev.ponder.strategies.majority_voting;

import static dev.ponder.strategies.FallibleModel.plurality;
import static dev.ponder.strategies.FallibleModel.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import dev.ponder.strategies.FallibleModel;
import dev.ponder.testing.StrategyHarness;

/** A vote of eight is right if the right answer is the most frequent one; of level answers, any may win. */
class MajorityVotingAccuracyTest {

    private static final int QUESTIONS = 1000;

    @Test
    void isThatOfAPluralityOfEight() {
        double theory = plurality(8);

        assertThat(theory).isCloseTo(0.85, within(0.01));
        assertThat(
                FallibleModel.accuracy(StrategyHarness.of(MajorityVoting::new, MajorityVotingConfig.class), QUESTIONS))
                .isCloseTo(theory, within(tolerance(theory, QUESTIONS)));
    }
}
