package dev.ponder.strategies.genselect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

/** Comparisons that fail, cannot be read, or contradict each other. */
class ComparisonFaultsTest {

    private static final String[] SAMPLES = {"5", "The answer is 4.", "\\boxed{4}", "6"};
    private static final String DEGRADED = "genselect: no comparison could be read, so the most frequent answer was chosen";

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "UNREACHABLE", "TIMEOUT", "RATE_LIMITED", "MALFORMED", "BAD_REQUEST"})
    void leaveTheMostFrequentAnswer(Fault fault) {
        HarnessRun run = run(call -> ScriptedReply.failing(fault));

        assertThat(run.answer().text()).contains("4");
        assertThat(run.degraded()).contains(DEGRADED);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"})
    void failTheRequestWhenTheOperatorMustCorrectThem(Fault fault) {
        assertThat(run(call -> ScriptedReply.failing(fault)).failure()).isInstanceOfSatisfying(UpstreamException.class,
                failure -> assertThat(failure.fault()).isEqualTo(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Well.", "{\"ranking\": []}", "{\"ranking\": [\"C7\", \"D\"]}", "{\"ranking\": 3}",
            "I cannot help with that."})
    void areRepairedOnce(String unreadable) {
        StrategyHarness harness = ScriptedSelector.harness(call -> call.conversation().messages().size() == 2
                ? ScriptedReply.text(unreadable)
                : ScriptedSelector.preferring("6").apply(call), SAMPLES);
        HarnessRun run = harness.run(Requests.question("What is 2+2?"));

        assertThat(run.degraded().isEmpty() ? run.answer().text() : "").isEqualTo("6");
        assertThat(harness.upstream().calls()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No.", "{\"ranking\": [\"C7\"]}"})
    void abstainWhenTheRepairCannotBeReadEither(String unreadable) {
        HarnessRun run = run(call -> ScriptedReply.text(unreadable));

        assertThat(run.answer().text()).contains("4");
        assertThat(run.degraded()).containsExactly(DEGRADED);
    }

    @Test
    void areNotRepairedWhenCutOff() {
        StrategyHarness harness = ScriptedSelector.harness(call -> ScriptedReply.truncated("{\"reasoning\": \"C1"),
                SAMPLES);

        assertThat(harness.ask("What is 2+2?").text()).contains("4");
        assertThat(harness.upstream().calls()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2 is weak.\n**Best: %s**", "[[%s]] it is", "BEST CANDIDATE: %s\nC1 differs.",
            "```json\n{\"reasoning\": \"so\", \"ranking\": [\"%s\"]}\n```", "{'ranking': ['Candidate %s',]}"})
    void areReadInTheFormsThatModelsUse(String form) {
        StrategyHarness harness = ScriptedSelector.harness(
                call -> ScriptedReply.text(form.replace("%s", ScriptedSelector.label(call, "6"))), SAMPLES);

        assertThat(harness.ask("What is 2+2?").text()).isEqualTo("6");
        assertThat(harness.upstream().calls()).hasSize(7);
    }

    @Test
    void countTogetherWhenOneIsLost() {
        var comparisons = new int[1];
        HarnessRun run = run(call -> comparisons[0]++ == 1
                ? ScriptedReply.failing(Fault.FAILED)
                : ScriptedSelector.preferring("6").apply(call));

        assertThat(run.answer().text()).isEqualTo("6");
    }

    @Test
    void areNotMadeWhenTheTokensAreUsedUp() {
        HarnessRun run = ScriptedSelector.harness(ScriptedSelector.preferring("6"), SAMPLES)
                .limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline()))
                .run(Requests.question("What is 2+2?"));

        assertThat(run.answer().text()).contains("4");
        assertThat(run.degraded()).containsExactly(DEGRADED);
    }

    private static HarnessRun run(Function<UpstreamCall, ScriptedReply> comparing) {
        return ScriptedSelector.harness(comparing, SAMPLES).run(Requests.question("What is 2+2?"));
    }
}
