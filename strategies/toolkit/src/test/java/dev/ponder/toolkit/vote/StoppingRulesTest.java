package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingRulesTest {

    @ParameterizedTest
    @CsvSource({"3,0,2,true", "3,1,1,true", "3,0,3,false", "2,1,1,false", "0,0,0,false", "1,0,0,true",
            "0.9,0.4,0.4,true"})
    void decidedWhenTheRunnerUpCannotDrawLevel(double leader, double runnerUp, double remaining, boolean decided) {
        assertThat(StoppingRules.decided(leader, runnerUp, remaining)).isEqualTo(decided);
    }

    /** The vectors of the specification, section 3.5: with one vote less for the leader, voting continues. */
    @ParameterizedTest
    @CsvSource({"4,0", "6,1", "8,2", "9,3", "11,4", "12,5"})
    void probablyDecided(int leader, int runnerUp) {
        assertThat(StoppingRules.probablyDecided(leader, runnerUp, 0.95)).isTrue();
        assertThat(StoppingRules.probablyDecided(leader - 1, runnerUp, 0.95)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,0,0.5", "3,3,0.5", "2,0,0.875", "3,0,0.9375", "4,0,0.96875", "5,1,0.9375", "6,1,0.96484375",
            "7,2,0.9453125", "8,2,0.96728515625", "12,5,0.951873779296875"})
    void probabilities(int leader, int runnerUp, double expected) {
        assertThat(StoppingRules.majorityProbability(leader, runnerUp)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void threeUnanimousVotesReachNinetyPercent() {
        assertThat(StoppingRules.probablyDecided(3, 0, 0.9)).isTrue();
        assertThat(StoppingRules.probablyDecided(2, 0, 0.9)).isFalse();
    }

    @Test
    void agreesWithExactArithmetic() {
        for (int leader = 0; leader <= 40; leader++) {
            for (int runnerUp = 0; runnerUp <= leader; runnerUp++) {
                assertThat(StoppingRules.majorityProbability(leader, runnerUp))
                        .isCloseTo(exact(leader, leader + runnerUp + 1), within(1e-12));
            }
        }
    }

    @Test
    void manyVotesDoNotUnderflow() {
        assertThat(StoppingRules.majorityProbability(5000, 5000)).isCloseTo(0.5, within(1e-6));
        assertThat(StoppingRules.majorityProbability(5000, 100)).isCloseTo(1, within(1e-9));
    }

    @Test
    void rejectsNegativeVotes() {
        assertThatThrownBy(() -> StoppingRules.majorityProbability(-1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1").hasMessageContaining("expected");
    }

    private static double exact(int upTo, int tosses) {
        BigInteger term = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int heads = 1; heads <= upTo; heads++) {
            term = term.multiply(BigInteger.valueOf(tosses - heads + 1)).divide(BigInteger.valueOf(heads));
            sum = sum.add(term);
        }
        return sum.doubleValue() / BigInteger.TWO.pow(tosses).doubleValue();
    }
}
