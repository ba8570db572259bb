package dev.ponder.strategies.genselect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class SelectionTournamentTest {

    @ParameterizedTest
    @ValueSource(ints = {5, 9, 17, 20})
    void theBestOfManyWinsInGroups(int candidates) {
        for (int best : new int[]{0, candidates / 2, candidates - 1}) {
            StrategyHarness harness = ScriptedSelector.harness(ScriptedSelector.preferring("ode " + best),
                    odes(candidates)).with("ponder.strategies.genselect.comparison-mode", "tournament");
            HarnessRun run = harness.run(Requests.question("Write"));

            assertThat(run.answer().text()).isEqualTo("ode " + best);
            assertThat(run.elapsed())
                    .isEqualTo(harness.upstream().latency().multipliedBy(harness.cost().depth()));
            assertThat(comparisons(harness.upstream()))
                    .allSatisfy(call -> assertThat(ScriptedSelector.shown(call.request())).hasSizeBetween(2, 4));
        }
    }

    @Test
    void ofMoreThanOnePromptHoldsEachAnswerIsShownOnce() {
        String[] answers = IntStream.range(0, 16)
                .mapToObj(i -> "Way " + i + ". The answer is " + (i % 3 + 4) + ".").toArray(String[]::new);
        StrategyHarness harness = ScriptedSelector.harness(ScriptedSelector.likingTheFirst(), answers);
        HarnessRun run = harness.run(Requests.question("What is 2+2?"));

        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(2));
        assertThat(comparisons(harness.upstream())).hasSize(3).allSatisfy(call -> {
            List<String> shown = ScriptedSelector.shown(call.request());
            assertThat(shown).hasSize(8);
            assertThat(shown.stream().map(text -> text.substring(text.length() - 2)).distinct()).hasSize(3);
        });
    }

    private static String[] odes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ode " + i).toArray(String[]::new);
    }

    private static List<ScriptedCall> comparisons(ScriptedUpstream upstream) {
        return upstream.calls().stream().filter(call -> ScriptedSelector.compares(call.request())).toList();
    }
}
