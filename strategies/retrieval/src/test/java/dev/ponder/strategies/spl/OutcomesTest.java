package dev.ponder.strategies.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 1", "5, 5, 0.753, 1", "5, 0, 0, 0.247", "10, 5, 0.312, 0.688", "100, 50, 0.436, 0.564"})
    void boundsAreThoseOfWilson(int attempts, int successes, double lower, double upper) {
        var outcomes = new Outcomes(attempts, successes);

        assertThat(outcomes.lower()).isCloseTo(lower, within(0.001));
        assertThat(outcomes.upper()).isCloseTo(upper, within(0.001));
    }
}
