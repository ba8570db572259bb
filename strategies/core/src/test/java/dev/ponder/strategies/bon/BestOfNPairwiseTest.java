package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNPairwiseTest {

    @Test
    void comparesEachPairInBothOrders() {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.likingTheFirst(), "a", "b", "c");
        ScriptedJudge.harness(JudgeMode.PAIRWISE, 3).upstream(upstream).ask("Write");

        assertThat(upstream.calls().stream().map(call -> ScriptedJudge.shown(call.request()))
                .filter(shown -> !shown.isEmpty()))
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("b", "a"), List.of("a", "c"), List.of("c", "a"),
                        List.of("b", "c"), List.of("c", "b"));
    }

    @ParameterizedTest
    @CsvSource({"4, 16, 2", "5, 20, 3", "6, 22, 3", "7, 28, 3", "8, 30, 3", "16, 62, 3"})
    void playsATournamentOfFiveOrMore(int samples, int calls, int depth) {
        String[] texts = IntStream.range(0, samples).mapToObj(i -> "text " + i).toArray(String[]::new);
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.preferring(texts), texts);
        HarnessRun run = ScriptedJudge.harness(JudgeMode.PAIRWISE, samples).upstream(upstream)
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("text 0");
        assertThat(upstream.calls()).hasSize(calls);
        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(depth));
    }
}
