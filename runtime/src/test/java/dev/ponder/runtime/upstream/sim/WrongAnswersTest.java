package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongAnswersTest {

    @ParameterizedTest
    @ValueSource(strings = {"17*23", "1-1", "1/1", "5-7", "0.5*0.5", "1/3", "100*100", "2^64", "0*5", "15% of 80",
            "11+11"})
    void areSeveralAndNeverTheRightOne(String question) {
        ArithmeticExpression expression = ArithmeticParser.lastIn(question).orElseThrow();

        assertThat(WrongAnswers.of(expression)).hasSizeGreaterThanOrEqualTo(6)
                .allMatch(wrong -> wrong.compareTo(expression.value()) != 0);
    }

    @Test
    void scatterSoThatTheyHardlyAgree() {
        ArithmeticExpression question = ArithmeticParser.lastIn("17*23").orElseThrow();
        Map<BigDecimal, Integer> counts = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            counts.merge(WrongAnswers.pick(question, SimRandom.of(i)), 1, Integer::sum);
        }

        // 13 slips of equal chance: 77 each on average, sigma = sqrt(1000 * 1/13 * 12/13) = 8.4
        assertThat(counts).hasSize(13);
        assertThat(counts.values()).allMatch(count -> Math.abs(count - 77) < 4 * 8.4);
    }
}
