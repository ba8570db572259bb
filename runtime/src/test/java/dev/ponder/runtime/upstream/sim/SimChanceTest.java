package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.runtime.upstream.UpstreamCall;

/** Same cause, same reply; different causes, independent replies. */
class SimChanceTest {

    private static final int SIDE = 200;

    private final SimUpstream upstream = upstream(0.6, 0.9);

    @Test
    void theSameSeedGivesTheSameReplyInAnyProcess() {
        var call = ask("What is 17*23?").withSeed(5);

        assertThat(text(upstream, call)).isEqualTo(text(upstream, call)).isEqualTo(text(upstream(0.6, 0.9), call));
    }

    @Test
    void withoutASeedEveryCallIsNewButCountedFromTheSettingsSeed() {
        var call = ask("What is 17*23?");
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            texts.add(text(upstream, call));
        }

        assertThat(texts).hasSizeGreaterThan(15).contains(text(upstream(0.6, 0.9), call));
    }

    @Test
    void anotherSettingsSeedIsAnotherModel() {
        var settings = new SimSettings(0.6, 0.9, Duration.ZERO, Duration.ZERO, 8);
        var other = new SimUpstream(settings, SimKit.NO_TIMER);
        Set<Boolean> equal = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            equal.add(text(upstream, ask("17*23").withSeed(seed)).equals(text(other, ask("17*23").withSeed(seed))));
        }

        assertThat(equal).contains(false);
    }

    @Test
    void atTemperatureZeroTheSameQuestionHasTheSameReply() {
        var call = with(ask("What is 17*23?"), "temperature", "0");

        assertThat(text(upstream, call)).isEqualTo(text(upstream, call));
    }

    @Test
    void choicesDifferFromEachOther() {
        var completion = upstream.complete(ask("What is 17*23?").withChoices(16)).await().indefinitely();

        assertThat(completion.choices()).hasSize(16);
        assertThat(new HashSet<>(completion.choices().stream().map(Answer::text).toList())).hasSizeGreaterThan(12);
    }

    /** 2000 questions: sigma = sqrt(0.6 * 0.4 / 2000) = 0.011; the bound is 4 sigma. */
    @Test
    void answersRightlyWithTheSetProbability() {
        int right = 0;
        for (int i = 0; i < 2000; i++) {
            right += right(ask("What is " + (10 + i) + " * " + (7 + i % 90) + "?")) ? 1 : 0;
        }

        assertThat(right / 2000.0).isCloseTo(0.6, within(4 * 0.011));
    }

    /**
     * A vote of 9 samples is right with at least P(X >= 5) = 0.73 for X ~ B(9, 0.6), and far more often when wrong
     * answers scatter: with a dozen of them three seldom agree, so that 4 right ones mostly do: P(X >= 4) = 0.90.
     * Below 0.90 - 4 sigma = 0.83 (300 votes: sigma = sqrt(0.9 * 0.1 / 300) = 0.017) they would not scatter.
     */
    @Test
    void aVoteIsRightFarMoreOftenThanASample() {
        int right = 0;
        for (int i = 0; i < 300; i++) {
            var call = ask("What is " + (100 + i) + " * 17?").withChoices(9);
            right += vote(call).equals(BigDecimal.valueOf((100 + i) * 17L)) ? 1 : 0;
        }

        assertThat(right / 300.0).isGreaterThan(0.9 - 4 * 0.017);
    }

    /** The two ends are no matter of chance. */
    @Test
    void accuracyZeroAndOneAreExact() {
        for (int seed = 0; seed < 200; seed++) {
            var call = ask("What is 17*23?").withSeed(seed);
            assertThat(SimKit.answer(upstream(1, 1), call)).isEqualByComparingTo("391");
            assertThat(SimKit.answer(upstream(0, 0), call)).isNotEqualByComparingTo(BigDecimal.valueOf(391));
        }
    }

    /**
     * 200 seeds x 200 questions. If all are independent, the sum over the seeds of (rights - 120)^2 / (200 * 0.6 * 0.4)
     * is chi-squared with 200 degrees of freedom: mean 200, sigma 20; and so is the sum over the questions. Seeds that
     * lead to related streams would show as a sum far too large, seeds that balance each other as one far too small.
     */
    @Test
    void seedsAndQuestionsAreIndependent() {
        int[] bySeed = new int[SIDE];
        int[] byQuestion = new int[SIDE];
        for (int seed = 0; seed < SIDE; seed++) {
            for (int question = 0; question < SIDE; question++) {
                boolean right = right(ask("What is 17 * " + (100 + question) + "?").withSeed(seed));
                bySeed[seed] += right ? 1 : 0;
                byQuestion[question] += right ? 1 : 0;
            }
        }

        assertThat(chiSquared(bySeed)).isBetween(120.0, 280.0);
        assertThat(chiSquared(byQuestion)).isBetween(120.0, 280.0);
    }

    private BigDecimal vote(UpstreamCall call) {
        Map<BigDecimal, Integer> votes = new HashMap<>();
        upstream.complete(call).await().indefinitely().choices()
                .forEach(answer -> votes.merge(StatedAnswer.in(answer.text()).orElseThrow(), 1, Integer::sum));
        return Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private static double chiSquared(int[] rights) {
        double sum = 0;
        for (int right : rights) {
            sum += Math.pow(right - SIDE * 0.6, 2) / (SIDE * 0.6 * 0.4);
        }
        return sum;
    }

    private boolean right(UpstreamCall call) {
        BigDecimal right = ArithmeticParser.lastIn(call.conversation().question()).orElseThrow().value();
        return SimKit.answer(upstream, call).equals(right);
    }
}
