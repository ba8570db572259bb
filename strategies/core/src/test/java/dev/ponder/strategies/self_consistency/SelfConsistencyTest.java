package dev.ponder.strategies.self_consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.Finding;
import dev.ponder.api.Finding.VoteClass;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.self_consistency.SelfConsistencyConfig.Stopping;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall.State;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class SelfConsistencyTest {

    private final StrategyHarness harness = StrategyHarness.of(SelfConsistency::new, SelfConsistencyConfig.class);

    @Test
    void theMostFrequentAnswerWinsInAnyWordingAndPosition() {
        var upstream = ScriptedUpstream.answering("So it is 390. The answer is 390.", "**Answer:** 391", "\\boxed{391}",
                "17 x 23 = 391\n#### 391", "After all, the answer is 391.0.");

        assertThat(harness.upstream(upstream).ask("What is 17*23?").text()).contains("391");
    }

    @Test
    void aDecidedVoteCancelsTheSamplesThatCannotChangeIt() {
        var upstream = ScriptedUpstream.replying((call, number) -> number < 3
                ? ScriptedReply.text("The answer is 391.")
                : ScriptedReply.held());

        assertThat(harness.upstream(upstream).ask("What is 17*23?").text()).contains("391");
        assertThat(upstream.calls()).hasSize(5);
        assertThat(upstream.calls(State.CANCELLED)).hasSize(2);
    }

    @Test
    void costModeStopsWhenTheLeaderIsProbablyTheMajority() {
        var upstream = ScriptedUpstream.answering("The answer is 391.");

        harness.with("ponder.strategies.self_consistency.mode", "cost").parameter("samples", 40).upstream(upstream)
                .ask("What is 17*23?");

        // Five unanimous votes give 1 - 2^-6 = 0.984; waves of three reach six
        assertThat(upstream.calls()).hasSize(6);
    }

    /** The texts are the samples; "..." repeats the last one. */
    @ParameterizedTest
    @CsvSource({"5, 1 1 1 1 1, 5", "5, 1 2 2 2 2 2 ..., 10", "3, 1 2 1 3 1 2 1 1 1, 9", "5, 1 1 1 1 - 1 1 1 1 1, 10",
            "1, 1 ..., 12", "20, 1 ..., 20"})
    void escStopsWhenAWindowAgrees(int window, String samples, int calls) {
        List<String> texts = List.of(samples.split(" ", -1)).stream().filter(text -> !text.equals("..."))
                .map(text -> text.equals("-") ? "I cannot say." : "The answer is " + text + ".").toList();
        var upstream = ScriptedUpstream.answering(texts.toArray(String[]::new));

        HarnessRun run = harness.with("ponder.strategies.self_consistency.mode", "cost").parameter("samples", 23)
                .parameter("stopping", Stopping.ESC).parameter("wave", window).seed(7).upstream(upstream)
                .run(Requests.question("What is 17*23?"));

        assertThat(upstream.calls()).hasSize(calls);
        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy((calls + window - 1) / window));
        assertThat(upstream.calls().stream().map(call -> call.request().parameters().get("seed")))
                .doesNotHaveDuplicates();
    }

    @Test
    void allWindowsVote() {
        var upstream = ScriptedUpstream.answering("#### 1", "#### 1", "#### 1", "#### 2", "#### 1", "#### 2", "#### 2");

        var answer = harness.with("ponder.strategies.self_consistency.mode", "cost").parameter("samples", 40)
                .parameter("stopping", Stopping.ESC).parameter("wave", 5).upstream(upstream).ask("What is 17*23?");

        assertThat(answer.text()).isEqualTo("#### 2");
        assertThat(upstream.calls()).hasSize(10);
    }

    @Test
    void theVotesAreReported() {
        var upstream = ScriptedUpstream.answering("The answer is 390.", "The answer is 391.", "\\boxed{391}",
                "I cannot say.", "391.0");
        harness.upstream(upstream).ask("What is 17*23?");

        assertThat(harness.engine().metrics().received()).filteredOn(FindingReported.class::isInstance)
                .extracting(event -> ((FindingReported) event).finding()).singleElement()
                .isEqualTo(new Finding.Votes("sample", List.of(new VoteClass("391", 3), new VoteClass("390", 1)), 1));
    }

    @Test
    void truncatedSamplesDoNotVote() {
        var upstream = ScriptedUpstream.replying((call, number) -> number < 2
                ? ScriptedReply.truncated("The answer is 1")
                : ScriptedReply.text("The answer is 391."));

        assertThat(harness.upstream(upstream).ask("What is 17*23?").text()).contains("391");
    }

    @Test
    void aModelDecidesWhenThereIsNothingToCount() {
        var upstream = ScriptedUpstream.replying((call, number) -> call.parameters().containsKey("response_format")
                ? ScriptedReply.text("{\"reasoning\": \"it says what the others say\", \"choice\": \""
                        + labelOf("spring", call) + "\"}")
                : ScriptedReply.text(number == 3 ? "Poem of spring" : "Poem number " + number));

        assertThat(harness.upstream(upstream).ask("Write a poem.").text()).isEqualTo("Poem of spring");
        assertThat(upstream.calls()).hasSize(7);
    }

    @Test
    void theMedoidDecidesWithoutAModel() {
        var upstream = ScriptedUpstream.answering("red apples", "green pears", "red apples fall", "red apples",
                "blue sky");

        var answer = harness.with("ponder.strategies.self_consistency.fallback", "medoid").upstream(upstream)
                .ask("Write a poem.");

        assertThat(answer.text()).isEqualTo("red apples");
        assertThat(upstream.calls()).hasSize(5);
    }

    @Test
    void theOtherAnswersAreRunnersUp() {
        var upstream = ScriptedUpstream.answering("The answer is 1.", "The answer is 2.", "The answer is 2.",
                "The answer is 3.");

        var run = harness.choices(2).parameter("samples", 4).upstream(upstream).run(Requests.question("What is 1+1?"));

        assertThat(run.choice(0).text()).isEqualTo("The answer is 2.");
        assertThat(run.choice(1).text()).isEqualTo("The answer is 1.");
        assertThat(upstream.calls()).hasSize(4);
        assertThat(run.degraded()).isEmpty();
    }

    private static String labelOf(String word, UpstreamCall call) {
        String prompt = call.conversation().question();
        int block = prompt.lastIndexOf("label=\"", prompt.indexOf(word));
        return prompt.substring(block + 7, prompt.indexOf('"', block + 7));
    }
}
