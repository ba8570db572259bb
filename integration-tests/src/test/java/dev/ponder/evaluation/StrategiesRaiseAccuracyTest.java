package dev.ponder.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * What strategies are for, on 200 seeded questions. Every request carries its seed, so the counts are the same in every run.
 *
 * <p>Theory: a model that is right with p = 0.6 is right in 120 of 200, with a standard deviation of sqrt(200 * 0.6 * 0.4) = 6.9.
 * A majority of nine between two answers is right with P(Bin(9, 0.6) >= 5) = 0.733. The simulated model's wrong answers scatter,
 * so a plurality is enough and the vote does better than that.
 */
@QuarkusTest
@TestProfile(SimulatedAccuracyProfile.class)
class StrategiesRaiseAccuracyTest {

    private static final int QUESTIONS = 200;
    private static final int FOUR_SIGMA = 28;

    @Test
    void theModelAloneIsRightAsOftenAsItIsMadeTo() {
        assertThat(right("none-sim", "{}")).isBetween(120 - FOUR_SIGMA, 120 + FOUR_SIGMA);
    }

    @Test
    void aVoteOfNineIsRightThreeTimesInFour() {
        assertThat(right("self_consistency-sim", "{\"self_consistency\": {\"samples\": 9}}"))
                .isGreaterThanOrEqualTo(QUESTIONS * 75 / 100);
    }

    /** Drafts, judged at an accuracy of 0.9, beat one answer by more than chance: four standard deviations above its mean. */
    @Test
    void bestOfNAndMixtureOfAgentsBeatTheModelAlone() {
        assertThat(right("bon-sim", "{}")).isGreaterThan(120 + FOUR_SIGMA);
        assertThat(right("moa-sim", "{}")).isGreaterThan(120 + FOUR_SIGMA);
    }

    private static int right(String model, String ponder) {
        return (int) IntStream.range(0, QUESTIONS).filter(seed -> isRight(model, ponder, seed)).count();
    }

    private static boolean isRight(String model, String ponder, int seed) {
        var operands = new SplittableRandom(seed);
        int a = operands.nextInt(11, 100);
        int b = operands.nextInt(11, 100);
        String answer = given()
                .contentType("application/json")
                .body("""
                        {"model": "%s", "seed": %d, "ponder": %s,
                         "messages": [{"role": "user", "content": "What is %d*%d?"}]}""".formatted(model, seed, ponder,
                        a, b))
                .post("/v1/chat/completions")
                .then().statusCode(200)
                .extract().path("choices[0].message.content");
        String said = answer.substring(answer.lastIndexOf(' ') + 1).replaceAll("[^0-9-]", "");
        return said.equals(Integer.toString(a * b));
    }
}
