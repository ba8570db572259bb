package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.judge.JudgeMode;
import dev.ponder.toolkit.vote.Typicality;

/** Properties of every judge that is a model. */
class JudgesTest {

    private static final List<String> ESSAYS = List.of("An essay on whales, at length", "Another essay, on boats",
            "A poem about the sea and its ways", "Some prose", "A long letter from the harbour", "A song of the storm",
            "The seventh and last of the texts");

    @ParameterizedTest
    @CsvSource({"LISTWISE, 2", "LISTWISE, 3", "LISTWISE, 7", "PAIRWISE, 2", "PAIRWISE, 3", "PAIRWISE, 4", "PAIRWISE, 5",
            "PAIRWISE, 7", "ABSOLUTE, 2", "ABSOLUTE, 3", "ABSOLUTE, 7"})
    void findTheBestAtAnyPosition(JudgeMode mode, int samples) {
        for (int best = 0; best < samples; best++) {
            List<String> taste = new ArrayList<>(ESSAYS.subList(0, samples));
            Collections.swap(taste, 0, best);
            StrategyHarness harness = judged(mode, samples, ScriptedJudge.preferring(taste.toArray(String[]::new)));

            assertThat(harness.seed(best).ask("Write about the sea").text()).isEqualTo(ESSAYS.get(best));
        }
    }

    /** The verdicts of such a judge are a draw, which the most typical text wins. */
    @ParameterizedTest
    @CsvSource({"LISTWISE, 3", "LISTWISE, 4", "LISTWISE, 7", "PAIRWISE, 3", "PAIRWISE, 4", "PAIRWISE, 5", "PAIRWISE, 6",
            "PAIRWISE, 7",
            "ABSOLUTE, 5"})
    void areNotBiasedByTheOrder(JudgeMode mode, int samples) {
        for (int seed = 0; seed < 25; seed++) {
            StrategyHarness harness = judged(mode, samples, ScriptedJudge.likingTheFirst());

            assertThat(harness.seed(seed).ask("Write about the sea").text()).isEqualTo(mostTypical(samples));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTWISE", "PAIRWISE", "ABSOLUTE"})
    void rankTheOthersBehindTheBest(JudgeMode mode) {
        StrategyHarness harness = judged(mode, 4, ScriptedJudge.preferring(ESSAYS.get(2), ESSAYS.get(0), ESSAYS.get(3),
                ESSAYS.get(1))).choices(4);

        assertThat(IntStream.range(0, 4)
                .mapToObj(harness.run(Requests.question("Write about the sea"))::choice)
                .map(Answer::text))
                .containsExactly(ESSAYS.get(2), ESSAYS.get(0), ESSAYS.get(3), ESSAYS.get(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTWISE", "PAIRWISE", "ABSOLUTE"})
    void decideNothingWhenTheirReplyIsUnreadable(JudgeMode mode) {
        HarnessRun run = judged(mode, 4, ScriptedJudge.saying("I would rather not say."))
                .run(Requests.question("Write about the sea"));

        assertThat(run.answer().text()).isEqualTo(mostTypical(4));
        assertThat(run.degraded()).containsExactly(
                "bon: no verdict of the judge could be read, so the most typical answer was chosen");
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTWISE", "PAIRWISE", "ABSOLUTE"})
    void areNotDegradedWhenAVerdictIsRead(JudgeMode mode) {
        HarnessRun run = judged(mode, 2, ScriptedJudge.preferring(ESSAYS.get(1), ESSAYS.get(0)))
                .run(Requests.question("Write about the sea"));

        assertThat(run.degraded()).isEmpty();
    }

    private static String mostTypical(int samples) {
        List<Candidate> candidates = IntStream.range(0, samples)
                .mapToObj(i -> new Candidate(i, Answer.of(ESSAYS.get(i), FinishReason.STOP))).toList();
        return Typicality.ranked(candidates, QuestionHint.NONE).get(0).answer().text();
    }

    private static StrategyHarness judged(JudgeMode mode, int samples,
            Function<UpstreamCall, ScriptedReply> judge) {
        return ScriptedJudge.harness(mode, samples)
                .upstream(ScriptedJudge.of(judge, ESSAYS.subList(0, samples).toArray(String[]::new)));
    }
}
