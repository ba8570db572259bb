package dev.ponder.strategies.self_consistency;

import static dev.ponder.strategies.FallibleModel.plurality;
import static dev.ponder.strategies.FallibleModel.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.strategies.FallibleModel;
import dev.ponder.testing.StrategyHarness;

/** A vote of five is right if the right answer is the most frequent one; of level answers, any may win. */
class SelfConsistencyAccuracyTest {

    private static final int QUESTIONS = 1000;

    private final StrategyHarness harness = StrategyHarness.of(SelfConsistency::new, SelfConsistencyConfig.class);

    @ParameterizedTest
    @ValueSource(strings = {"latency", "cost"})
    void isThatOfAPluralityOfFive(String mode) {
        double theory = plurality(5);
        double accuracy = FallibleModel.accuracy(harness.with("ponder.strategies.self_consistency.mode", mode)
                .with("ponder.strategies.self_consistency.fallback", "medoid"), QUESTIONS);

        assertThat(theory).isCloseTo(0.77, within(0.02));
        assertThat(accuracy).isCloseTo(theory, within(tolerance(theory, QUESTIONS)));
    }

    /** Where the vote is level, a model chooses, which prefers a right candidate. */
    @Test
    void isNotLowerWithAModelThatDecidesALevelVote() {
        double theory = plurality(5);

        assertThat(FallibleModel.accuracy(harness, QUESTIONS))
                .isGreaterThan(theory - tolerance(theory, QUESTIONS));
    }
}
