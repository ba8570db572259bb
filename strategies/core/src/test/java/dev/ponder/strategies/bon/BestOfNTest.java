package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
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
    void aMajorityDoesNotSilenceTheJudge() {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.preferring("4", "\\boxed{5}", "The answer is 5."),
                "4", "The answer is 5.", "\\boxed{5}");

        assertThat(byDefault(upstream).ask("What is 2+2?").text()).isEqualTo("4");
        assertThat(ScriptedJudge.shown(upstream.call(3).request())).containsExactlyInAnyOrder("4", "The answer is 5.",
                "\\boxed{5}");
    }

    @Test
    void equalValuesAddUpWhereTheVerdictsDiffer() {
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.likingTheFirst(), "5", "The answer is 4.",
                "\\boxed{4}");

        for (int seed = 0; seed < 10; seed++) {
            assertThat(byDefault(upstream).seed(seed).ask("What is 2+2?").text()).contains("4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Which computer should a writer buy?", "How long does it take to learn the piano?",
            "What happened on 9/11?", "Explain how many bits a byte has.",
            "Summarise:\n\nHow many are 3 + 4? It is 1995."})
    void openQuestionsAreJudged(String question) {
        String best = "The text that the judge prefers.\n\nIt has 3 parts, among them 1995.\n#### 1995\nThat is all.";
        ScriptedUpstream upstream = ScriptedJudge.of(ScriptedJudge.preferring(best, "Short. The answer is 1995.",
                "So it is 1995. The answer is 1995."), "Short. The answer is 1995.", best,
                "So it is 1995. The answer is 1995.");

        assertThat(byDefault(upstream).ask(question).text()).isEqualTo(best);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tell me of it", "How many are 6 times 7?"})
    void explanationsInJsonAreJudged(String question) {
        String good = "{\"answer\": 42, \"explanation\": \"Six times seven is 42, as the table shows.\"}";
        String bad = "{\"answer\": 42, \"explanation\": \"I just know.\"}";

        assertThat(
                byDefault(ScriptedJudge.of(ScriptedJudge.preferring(good, bad), bad, bad, good)).ask(question).text())
                .isEqualTo(good);
    }

    @Test
    void equalJsonIsNotJudged() {
        StrategyHarness harness = byDefault(ScriptedUpstream.answering("{\"a\": 1, \"b\": [2.0]}",
                "```json\n{\"b\":[2],\"a\":1.0}\n```", "{\"a\":1,\"b\":[2]}"));

        assertThat(harness.ask("Extract a and b.").text()).contains("\"a\"");
        assertThat(harness.upstream().calls()).hasSize(3);
    }

    @Test
    void aReplyThatIsCutOffCountsIfItsVerdictIsComplete() {
        ScriptedUpstream upstream = ScriptedJudge.of(call -> ScriptedReply.truncated("{\"reasoning\": \"C1 is weak\","
                + " \"ranking\": [\"" + ScriptedJudge.labels(call).get(ScriptedJudge.shown(call).indexOf("an ode"))
                + "\", \"C"), "a ballad", "an ode", "a so");
        HarnessRun run = byDefault(upstream).run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("an ode");
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void toolCallsAreJudged() {
        ScriptedUpstream upstream = ScriptedJudge.of(
                call -> ScriptedReply.text("{\"ranking\": [\"" + ScriptedJudge.labels(call).get(
                        ScriptedJudge.shown(call).indexOf("[calls the tool weather]\n{\"city\": \"Oslo\"}")) + "\"]}"),
                ScriptedReply.text("I do not know."), calling("{\"city\": \"Oslo\"}"), calling("{\"city\": \"Rome\"}"));
        Answer answer = byDefault(upstream).run(Requests.withTool()).answer();

        assertThat(answer.toolCalls()).singleElement()
                .satisfies(call -> assertThat(call.arguments()).contains("Oslo"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void equalToolCallsAreNotJudged() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> calling(
                number == 0 ? "{\"city\": \"Oslo\", \"days\": 2}" : "{\"days\":2.0,\"city\":\"Oslo\"}"));
        byDefault(upstream).run(Requests.withTool()).answer();

        assertThat(upstream.calls()).hasSize(3);
    }

    private static ScriptedReply calling(String arguments) {
        return ScriptedReply.answer(new Answer("", "", List.of(new ToolCall("call_1", "weather", arguments)), "",
                FinishReason.TOOL_CALLS, null, List.of()));
    }

    @Test
    void theBestOfTheAnswersThatWereCutOffIsDegraded() {
        HarnessRun run = byDefault(ScriptedJudge.of(ScriptedJudge.preferring("the longer half", "half", "filtered"),
                ScriptedReply.truncated("half"), ScriptedReply.truncated("the longer half"),
                ScriptedReply.answer(Answer.of("filtered", FinishReason.CONTENT_FILTER))))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("the longer half");
        assertThat(run.degraded()).containsExactly("bon: every answer was cut off, filtered or failed");
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
            "PAIRWISE, 4, 16, 2", "PAIRWISE, 5, 20, 3", "PAIRWISE, 8, 30, 3", "PAIRWISE, 9, 36, 3", "ABSOLUTE, 1, 1, 1",
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
