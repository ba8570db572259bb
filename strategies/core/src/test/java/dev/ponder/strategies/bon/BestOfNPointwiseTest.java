package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
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
