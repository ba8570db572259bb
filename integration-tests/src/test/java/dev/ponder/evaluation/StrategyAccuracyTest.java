package dev.ponder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.InferenceStrategy;

/**
 * Each strategy raises the accuracy of a model that answers rightly with p = 0.6 and judges rightly with a = 0.9 where its theory
 * says so. docs/evaluation.md has the theory and the results of all questions. Seeded and in virtual time: the results are the
 * same in every run.
 */
class StrategyAccuracyTest {

    private static final int QUESTIONS = 84;
    private static final int MANY = 180;
    /** They make one call that answers, and this model does not profit from how the question is asked. */
    private static final Set<String> AS_GOOD_AS_ONE_ANSWER = Set.of("none", "re2", "cot_reflection", "leap");
    /** It returns an answer without a program unchanged, and improves programs. */
    private static final String PROGRAMS_ONLY = "rto";
    /** Its solver runs in processes, outside of virtual time; the evaluation asks it over HTTP. */
    private static final String IN_PROCESSES = "z3";

    private static final SimulatedEvaluation EVALUATION = new SimulatedEvaluation();
    private static final Map<String, Class<? extends InferenceStrategy>> STRATEGIES = SimulatedEvaluation.strategies();
    private static final Map<String, StrategyScore> SCORES = new TreeMap<>();

    /** On all cores: the strategies do not influence each other. */
    @BeforeAll
    static void ask() throws Exception {
        // Mutiny's first use is not thread-safe
        SCORES.put("none", score("none", QUESTIONS, Set.of()));
        ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<StrategyScore>> asked = new TreeMap<>();
            STRATEGIES.keySet().stream().filter(id -> !SCORES.containsKey(id) && !id.equals(IN_PROCESSES))
                    .forEach(id -> asked.put(id, threads.submit(() -> score(id, QUESTIONS, kinds(id)))));
            for (Map.Entry<String, Future<StrategyScore>> score : asked.entrySet()) {
                SCORES.put(score.getKey(), score.getValue().get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> kinds(String id) {
        return id.equals(PROGRAMS_ONLY) ? Set.of("code") : Set.of();
    }

    @TestFactory
    Stream<DynamicTest> isAheadOfOneAnswerWhereItsTheorySaysSo() {
        return SCORES.keySet().stream().map(id -> dynamicTest(id, () -> {
            if (AS_GOOD_AS_ONE_ANSWER.contains(id)) {
                assertThat(SCORES.get(id).accuracy().share()).isCloseTo(0.6, within(deviations(0.6, QUESTIONS)));
            } else {
                isAhead(SCORES.get(id),
                        id.equals(PROGRAMS_ONLY) ? score("none", QUESTIONS, kinds(id)) : SCORES.get("none"));
            }
        }));
    }

    private static void isAhead(StrategyScore strategy, StrategyScore other) {
        assertThat(strategy.errors()).isZero();
        assertThat(strategy.accuracy().low())
                .as("%s: %s, one answer: %s", strategy.strategy().name(), strategy.accuracy(), other.accuracy())
                .isGreaterThan(other.accuracy().high());
    }

    /**
     * The theory of those that only sample and choose, computed by drawing from p, a and the number of wrong answers of each kind of
     * question: a plurality of 8 or 5, and two rankings of 3 candidates that differ, in which each candidate is judged rightly
     * with a. Three right candidates, or a mix with one judgement: 0.216 + 0.72 * 0.9 = 0.864; the second judgement adds the
     * rest.
     */
    @ParameterizedTest
    @CsvSource({"none, 0.6", "majority_voting, 0.958", "self_consistency, 0.882", "bon, 0.893"})
    void isAsGoodAsItsTheory(String id, double theory) {
        StrategyScore score = score(id, MANY, Set.of());

        assertThat(score.errors()).isZero();
        assertThat(score.accuracy().share()).as("%s: %s", id, score.accuracy())
                .isCloseTo(theory, within(deviations(theory, MANY)));
    }

    /** Four standard deviations. */
    private static double deviations(double share, int questions) {
        return 4 * Math.sqrt(share * (1 - share) / questions);
    }

    private static StrategyScore score(String id, int questions, Set<String> kinds) {
        List<Question> asked = GeneratedQuestions.of(1, questions, kinds);
        Class<? extends InferenceStrategy> strategy = STRATEGIES.get(id);
        assertThat(strategy).as(id).isNotNull();
        return EVALUATION.score(strategy, Map.of(), asked);
    }
}
