package dev.ponder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.profiles.SimulatedModelProfile;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.PonderClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * Strategies raise the accuracy on 200 seeded questions. Every request carries its seed, so the counts are the same in every
 * run and do not depend on the order of requests.
 *
 * <p>Theory: a model that is right with p = 0.6 is right in 120 of 200, with a standard deviation of sqrt(200 * 0.6 * 0.4) = 6.9.
 * A majority of nine between two answers is right with P(Bin(9, 0.6) >= 5) = 0.733. The wrong answers of the
 * simulated model differ from each other, so a plurality is enough, and the vote is right more often than that.
 */
@QuarkusTest
@TestProfile(SimulatedModelProfile.class)
class StrategiesRaiseAccuracyTest {

    private static final int QUESTIONS = 200;
    private static final int FOUR_SIGMA = 28;
    private static final int PARALLEL_REQUESTS = 8;

    @TestHTTPResource
    URI server;

    @Test
    void theModelAloneHasItsConfiguredAccuracy() throws Exception {
        assertThat(right("none-sim", "{}")).isBetween(120 - FOUR_SIGMA, 120 + FOUR_SIGMA);
    }

    @Test
    void aVoteOfNineIsRightInThreeOfFourCases() throws Exception {
        assertThat(right("self_consistency-sim", "{\"self_consistency\": {\"samples\": 9}}"))
                .isGreaterThanOrEqualTo(QUESTIONS * 75 / 100);
    }

    /** Candidates judged at an accuracy of 0.9 are right more often than four standard deviations above the mean of one answer. */
    @Test
    void bestOfNAndMixtureOfAgentsBeatTheModelAlone() throws Exception {
        assertThat(right("bon-sim", "{}")).isGreaterThan(120 + FOUR_SIGMA);
        assertThat(right("moa-sim", "{}")).isGreaterThan(120 + FOUR_SIGMA);
    }

    /**
     * The solver runs in processes, so it is not part of {@link StrategyAccuracyTest}. One statement is right with 0.8 after
     * repairs, and three vote: 0.98 of the puzzles. A model alone is right in 14 or more of 16 with P(Bin(16, 0.6) >= 14) =
     * 0.018.
     */
    @Test
    void aSolverSolvesPuzzlesThatTheModelFailsAt(@TempDir Path folder) throws Exception {
        List<Question> puzzles = GeneratedQuestions.of(1, 16, Set.of("puzzle"));
        var target = new EvaluationTarget(server.resolve("/v1"), "sim", Optional.empty(), Duration.ofMinutes(1));
        StrategySpec solver = StrategySpec.parse("z3");
        try (var evaluation = new Evaluation(target, puzzles, new AnswerGrader(false), folder.resolve("results.csv"),
                1)) {
            evaluation.run(List.of(solver), PARALLEL_REQUESTS, result -> assertThat(result.error()).isEmpty());

            StrategyScore score = evaluation.score(solver);
            assertThat(score.results().stream().filter(EvaluationResult::right)).as("%s", score.results())
                    .hasSizeGreaterThanOrEqualTo(14);
        }
    }

    private int right(String model, String ponder) throws InterruptedException, ExecutionException {
        var client = new PonderClient(server);
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_REQUESTS);
        try {
            List<Callable<Boolean>> questions = IntStream.range(0, QUESTIONS)
                    .<Callable<Boolean>>mapToObj(seed -> () -> isRight(client, model, ponder, seed)).toList();
            int right = 0;
            for (Future<Boolean> answer : threads.invokeAll(questions)) {
                right += answer.get() ? 1 : 0;
            }
            return right;
        } finally {
            threads.shutdown();
        }
    }

    private static boolean isRight(PonderClient client, String model, String ponder, int seed) {
        var operands = new SplittableRandom(seed);
        int a = operands.nextInt(11, 100);
        int b = operands.nextInt(11, 100);
        HttpReply reply = client.chat("""
                {"model": "%s", "seed": %d, "ponder": %s,
                 "messages": [{"role": "user", "content": "What is %d*%d?"}]}""".formatted(model, seed, ponder, a, b));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String answer = reply.content(0);
        String number = answer.substring(answer.lastIndexOf(' ') + 1).replaceAll("[^0-9-]", "");
        return number.equals(Integer.toString(a * b));
    }
}
