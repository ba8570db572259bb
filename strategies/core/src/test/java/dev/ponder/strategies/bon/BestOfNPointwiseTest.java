package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNPointwiseTest {

    @ParameterizedTest
    @ValueSource(strings = {"8/10", "Score: **8**", "{\"reasoning\": \"ok\", \"score\": 8}",
            "```json\n{\"score\": 8}\n```",
            "80%", "Rating: 8 out of 10", "8"})
    void readsGradesInAnyForm(String grade) {
        assertThat(best(Map.of("good", "7/10", "the better one", grade))).isEqualTo("the better one");
        assertThat(best(Map.of("good", "9/10", "the better one", grade))).isEqualTo("good");
    }

    @Test
    void averagesTheVotes() {
        var votes = new int[1];
        Function<UpstreamCall, ScriptedReply> judge = call -> ScriptedReply.text(
                ScriptedJudge.shown(call).contains("good") ? "6" : votes[0]++ % 2 == 0 ? "3" : "10");

        assertThat(best(judge)).isEqualTo("the better one");
    }

    @Test
    void ranksACandidateWithoutGradeInTheMiddle() {
        Map<String, String> grades = Map.of("an ode", "1/10", "a long ballad", "no idea", "a hymn", "7/10");
        HarnessRun run = ScriptedJudge.harness(JudgeMode.ABSOLUTE, 3).choices(3)
                .upstream(ScriptedJudge.of(grading(grades), "an ode", "a long ballad", "a hymn"))
                .run(Requests.question("Write"));

        assertThat(Stream.of(0, 1, 2).map(run::choice).map(Answer::text))
                .containsExactly("a hymn", "a long ballad", "an ode");
    }

    @Test
    void theExpectationOfEqualGradesDecides() {
        Function<UpstreamCall, ScriptedReply> judge = call -> graded(
                ScriptedJudge.shown(call).contains("good") ? 0.6 : 0.9);
        ScriptedUpstream upstream = ScriptedJudge.of(judge, "good", "the better one");
        StrategyHarness harness = ScriptedJudge.harness(JudgeMode.ABSOLUTE, 2)
                .with("ponder.strategies.bon.judge-logprobs", "on").upstream(upstream);

        assertThat(harness.ask("Write").text()).isEqualTo("the better one");
        assertThat(upstream.calls().stream().map(call -> call.request().parameters().containsKey("top_logprobs")))
                .containsExactly(false, false, true, true, true, true);
    }

    @ParameterizedTest
    @CsvSource({"auto, true, true", "auto, false, false", "off, true, false", "on, false, true"})
    void asksForProbabilities(String setting, boolean client, boolean asked) {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> ScriptedJudge.judges(call)
                ? ScriptedReply.text("8")
                : withLogprobs("text " + number, client));
        ScriptedJudge.harness(JudgeMode.ABSOLUTE, 2).with("ponder.strategies.bon.judge-logprobs", setting)
                .upstream(upstream).ask("Write");

        assertThat(upstream.calls().stream().map(ScriptedCall::request).filter(ScriptedJudge::judges))
                .hasSize(4).allMatch(call -> call.parameters().containsKey("logprobs") == asked);
    }

    @Test
    void anUpstreamThatRejectsProbabilitiesIsAskedWithoutThem() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> !ScriptedJudge.judges(call)
                ? ScriptedReply.text("text " + number)
                : call.parameters().containsKey("logprobs")
                        ? new ScriptedReply.Fails(UpstreamException.of(UpstreamException.Fault.BAD_REQUEST,
                                "logprobs and top_logprobs are not supported", null))
                        : call.parameters().containsKey("top_logprobs")
                                ? new ScriptedReply.Fails(UpstreamException.of(UpstreamException.Fault.BAD_REQUEST,
                                        "top_logprobs is not supported", null))
                                : ScriptedReply.text(ScriptedJudge.shown(call).contains("text 1") ? "9" : "3"));
        StrategyHarness harness = ScriptedJudge.harness(JudgeMode.ABSOLUTE, 2)
                .with("ponder.strategies.bon.judge-logprobs", "on").upstream(upstream);

        assertThat(harness.run(Requests.question("Write")).degraded()).isEmpty();
        assertThat(harness.ask("Write").text()).startsWith("text");
    }

    private static ScriptedReply graded(double probability) {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ObjectNode token = logprobs.putArray("content").addObject().put("token", "8").put("logprob",
                Math.log(probability));
        token.putArray("top_logprobs").addObject().put("token", "5").put("logprob", Math.log(1 - probability));
        return ScriptedReply.answer(new Answer("8", "", List.of(), "", FinishReason.STOP, logprobs, List.of()));
    }

    private static ScriptedReply withLogprobs(String text, boolean reported) {
        return ScriptedReply.answer(new Answer(text, "", List.of(), "", FinishReason.STOP,
                reported ? JsonNodeFactory.instance.objectNode() : null, List.of()));
    }

    @Test
    void everyVerdictIsReported() {
        var harness = ScriptedJudge.harness(JudgeMode.ABSOLUTE, 2).with("ponder.strategies.bon.judge-votes", "1")
                .upstream(
                        ScriptedJudge.of(grading(Map.of("good", "9/10", "bad", "no idea")), "good", "bad"));
        harness.ask("Write");

        assertThat(harness.engine().metrics().received()).filteredOn(FindingReported.class::isInstance)
                .extracting(event -> ((FindingReported) event).finding())
                .containsExactlyInAnyOrder(new Finding.Verdict("judge", Map.of(0, 9.0)),
                        new Finding.Verdict("judge", Map.of()));
    }

    private static String best(Map<String, String> grades) {
        return best(grading(grades));
    }

    private static Function<UpstreamCall, ScriptedReply> grading(Map<String, String> grades) {
        return call -> ScriptedReply.text(grades.get(ScriptedJudge.shown(call).get(0)));
    }

    private static String best(Function<UpstreamCall, ScriptedReply> judge) {
        return ScriptedJudge.harness(JudgeMode.ABSOLUTE, 2)
                .upstream(ScriptedJudge.of(judge, "good", "the better one"))
                .ask("Write").text();
    }
}
