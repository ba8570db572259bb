package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNTest {

    @Test
    void callsNoJudgeWhenAllAgree() {
        StrategyHarness harness = byDefault(
                ScriptedUpstream.answering("I get 4, so the answer is 4.", "\\boxed{4}", "4"));
        HarnessRun run = harness.run(Requests.question("What is 2+2?"));

        assertThat(run.answer().text()).isEqualTo("4");
        assertThat(harness.upstream().calls()).hasSize(3);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency());
    }

    @Test
    void judgesOnlyTheMajority() {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.preferring("\\boxed{4}", "The answer is 4.", "5"),
                "5",
                "The answer is 4.", "\\boxed{4}");

        assertThat(byDefault(upstream).ask("What is 2+2?").text()).isEqualTo("\\boxed{4}");
        assertThat(ScriptedJudge.shown(upstream.call(3).request())).containsExactlyInAnyOrder("The answer is 4.",
                "\\boxed{4}");
    }

    @Test
    void returnsDistinctRunnersUpInOrder() {
        HarnessRun run = byDefault(ScriptedJudge.of(ScriptedJudge.preferring("a ballad", "an ode"),
                ScriptedReply.text("an ode"), ScriptedReply.text("a ballad"), ScriptedReply.text(" an ode"),
                ScriptedReply.truncated("a so"), ScriptedReply.empty()))
                .parameter("samples", 5).choices(3).run(Requests.question("Write"));

        assertThat(List.of(run.choice(0), run.choice(1), run.choice(2)).stream().map(Answer::text))
                .containsExactly("a ballad", "an ode", "a so");
        assertThat(run.choice(2).finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(run.stages()).hasSize(2);
    }

    @Test
    void drawsAgainForAChoiceWithoutARunnerUp() {
        StrategyHarness harness = byDefault(ScriptedUpstream.answering("an ode", "", "", "a ballad", "")).choices(2);
        HarnessRun run = harness.run(Requests.question("Write"));

        assertThat(run.choice(0).text()).isEqualTo("an ode");
        assertThat(run.choice(1).text()).isEqualTo("a ballad");
    }

    @Test
    void prefersCompleteAnswers() {
        HarnessRun run = byDefault(ScriptedUpstream.replying((call, number) -> List.of(ScriptedReply.truncated("short"),
                ScriptedReply.text("whole and rather longer"), ScriptedReply.empty()).get(number)))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("whole and rather longer");
        assertThat(run.answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void reportsTruncationWhenNothingIsComplete() {
        Answer answer = byDefault(ScriptedJudge.of(ScriptedJudge.preferring("half", "a third"),
                ScriptedReply.truncated("a third"), ScriptedReply.truncated("half"), ScriptedReply.truncated("")))
                .ask("Write");

        assertThat(answer.text()).isEqualTo("half");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void samplesAtItsTemperatureUnlessTheClientSetsOne() {
        var question = Requests.question("What is 2+2?");
        var chosen = Requests.with(question, "temperature", DoubleNode.valueOf(0.3));

        assertThat(temperature(agreeing(), question)).isEqualTo(1.0);
        assertThat(temperature(agreeing(), chosen)).isEqualTo(0.3);
        assertThat(temperature(agreeing().parameter("temperature", 0.8), chosen)).isEqualTo(0.8);
    }

    @Test
    void reportsProgress() {
        HarnessRun run = byDefault(ScriptedJudge.of(ScriptedJudge.preferring("bb", "a", "ccc"), "a", "bb", "ccc"))
                .run(Requests.question("Write"));

        assertThat(run.progress()).containsExactly(Progress.of("sample", 1, 3), Progress.of("sample", 2, 3),
                Progress.of("sample", 3, 3), new Progress("judge", 1, 2, "leader: 2"),
                new Progress("judge", 2, 2, "leader: 2"));
    }

    @ParameterizedTest
    @CsvSource({"LISTWISE, 3, 5, 2", "LISTWISE, 64, 66, 2", "LISTWISE, 1, 1, 1", "PAIRWISE, 1, 1, 1",
            "PAIRWISE, 2, 4, 2",
            "PAIRWISE, 4, 16, 2", "PAIRWISE, 5, 17, 4", "PAIRWISE, 8, 22, 4", "PAIRWISE, 9, 25, 5", "ABSOLUTE, 1, 1, 1",
            "ABSOLUTE, 3, 9, 2", "LOGPROB, 3, 3, 1"})
    void declaresItsCost(JudgeMode mode, int samples, int calls, int depth) {
        assertThat(ScriptedJudge.harness(mode, samples).cost()).isEqualTo(new Cost(calls, depth));
    }

    private static double temperature(StrategyHarness harness, ChatRequest request) {
        harness.run(request);
        return harness.upstream().call(0).request().parameters().get("temperature").doubleValue();
    }

    private static StrategyHarness agreeing() {
        return byDefault(ScriptedUpstream.answering("4"));
    }

    private static StrategyHarness byDefault(ScriptedUpstream upstream) {
        return StrategyHarness.of(BestOfN::new, BestOfNConfig.class).upstream(upstream);
    }
}
