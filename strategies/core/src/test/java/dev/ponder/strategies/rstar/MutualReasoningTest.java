package dev.ponder.strategies.rstar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Cost;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.rstar.ScriptedReasoner.Kind;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class MutualReasoningTest {

    private static final String QUESTION = "What is 17*3?";

    @ParameterizedTest
    @ValueSource(strings = {"-7", "3.14", "1/2", "1,234", "[42]"})
    void numbersComeBackAsTheyAre(String number) {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is " + number + ".",
                "The answer is " + number + ".", "The answer is " + number + ".", "The answer is 51.");
        StrategyHarness harness = ScriptedReasoner.harness(upstream);

        assertThat(harness.ask(QUESTION).text()).startsWith("Written up: ").endsWith("The answer is " + number + ".");
        assertThat(harness.parameter("writeup", false).ask(QUESTION).text()).endsWith("The answer is " + number + ".");
    }

    @Test
    void noNumberOfTheQuestionBecomesTheAnswer() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "Hm.", "We have 17*3, and I do not know.",
                "It is about 17 and 3.", "Somewhere between 17 and 3");
        HarnessRun run = ScriptedReasoner.harness(upstream).run(Requests.question(QUESTION));

        assertThat(run.progress()).noneMatch(progress -> progress.note().contains("leader: 3")
                || progress.note().contains("leader: 17"));
        assertThat(ScriptedReasoner.calls(upstream, Kind.COMPLETION)).isEmpty();
        assertThat(run.answer().text()).contains("17").isNotEqualTo("3");
    }

    @Test
    void theFirstRolloutsTakeDifferentActions() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.");
        ScriptedReasoner.harness(upstream).parameter("num_rollouts", 4).ask(QUESTION);

        assertThat(upstream.calls().subList(0, 6)).extracting(call -> task(call.request())).containsExactly(
                "NEXT_STEP", "ANSWER", "ANSWER", "ANSWER", "SUBQUESTION", "REPHRASE");
    }

    @Test
    void actionsFollowTheRulesAndSeeTheWholeTrace() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.",
                "The answer is 52.");
        ScriptedReasoner.harness(upstream).parameter("num_rollouts", 16).parameter("max_depth", 4)
                .with("ponder.limits.max-calls", "1000").ask(QUESTION);

        List<UpstreamCall> deep = ScriptedReasoner.calls(upstream, Kind.ANSWER).stream()
                .filter(call -> call.conversation().messages().get(0).text().contains("label=\"3\"")).toList();
        assertThat(deep).isNotEmpty().allSatisfy(call -> assertThat(call.conversation().messages().get(0).text())
                .contains("label=\"1\"", "label=\"2\""));
        assertThat(upstream.calls()).filteredOn(call -> task(call.request()).equals("REANSWER")).isNotEmpty()
                .allMatch(call -> call.text().contains("label=\"1\""));
        assertThat(upstream.calls()).filteredOn(call -> task(call.request()).equals("REPHRASE")).isNotEmpty()
                .noneMatch(call -> call.text().contains("<plan-"));
    }

    private static String task(UpstreamCall call) {
        String text = call.conversation().messages().get(0).text();
        for (ReasoningAction action : ReasoningAction.values()) {
            if (text.contains(action.task())) {
                return action.name();
            }
        }
        return "";
    }

    @Test
    void everyPromptContainsTheQuestion() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.",
                "The answer is 52.", "The answer is 53.");
        ScriptedReasoner.harness(upstream).ask(QUESTION);

        assertThat(upstream.calls()).allSatisfy(call -> assertThat(call.text()).contains(QUESTION));
    }

    @Test
    void theAnswerOfMostRewardsWins() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "I give up.", "The answer is 51.", "\\boxed{51}",
                "51 it is. The answer is 51", "The answer is 20.", "The answer is 14.", "The answer is 51.");

        assertThat(ScriptedReasoner.harness(upstream).ask(QUESTION).text()).contains("51");
    }

    @Test
    void theDiscriminatorDecidesBetweenEqualRewards() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 50.",
                "The answer is 51.");
        StrategyHarness harness = ScriptedReasoner.harness(upstream).parameter("num_rollouts", 2)
                .parameter("votes", 1).parameter("max_depth", 1);

        assertThat(harness.ask(QUESTION).text()).contains("51");
        assertThat(ScriptedReasoner.calls(upstream, Kind.COMPLETION)).hasSize(4);
        assertThat(harness.parameter("masks", 0).ask(QUESTION).text()).contains("50");
        assertThat(ScriptedReasoner.calls(upstream, Kind.COMPLETION)).hasSize(4);
    }

    @Test
    void theDiscriminatorSeesBeginningsWithoutTheirAnswer() {
        String steps = "Three times ten is thirty and three times seven is twenty-one. ";
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", steps + "The answer is 51.",
                steps + "The answer is 50.");
        ScriptedReasoner.harness(upstream).parameter("votes", 1).with("ponder.strategies.rstar.discriminator-model",
                "scripted-2").ask(QUESTION);

        assertThat(ScriptedReasoner.calls(upstream, Kind.COMPLETION)).isNotEmpty().allSatisfy(call -> {
            assertThat(call.model()).isEqualTo("scripted-2");
            assertThat(call.conversation().messages().get(0).text()).contains("<plan-").doesNotContain("is 51",
                    "is 50");
        });
    }

    @Test
    void nothingIsCheckedWhereAllAgree() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "", "The answer is 51.", "51", "\\boxed{51}");
        ScriptedReasoner.harness(upstream).ask(QUESTION);

        assertThat(ScriptedReasoner.calls(upstream, Kind.COMPLETION)).isEmpty();
        assertThat(ScriptedReasoner.calls(upstream, Kind.WRITE_UP)).singleElement()
                .satisfies(call -> assertThat(call.conversation().messages().get(0).text())
                        .contains("5 of 5 independent attempts"));
    }

    @Test
    void aStepThatStatesTheAnswerEndsItsTrajectory() {
        ScriptedUpstream upstream = ScriptedUpstream.answering("It is easy. The answer is 51.");
        HarnessRun run = ScriptedReasoner.harness(upstream).parameter("num_rollouts", 1)
                .run(Requests.question(QUESTION));

        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(3));
        assertThat(ScriptedReasoner.calls(upstream, Kind.STEP)).hasSize(1);
        assertThat(ScriptedReasoner.calls(upstream, Kind.ANSWER)).hasSize(2)
                .noneMatch(call -> call.conversation().messages().get(0).text().contains("<plan-"));
    }

    @Test
    void anEquationIsNoAnswerOfTheWhole() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> ScriptedReply
                .text(ScriptedReasoner.kind(call) == Kind.STEP ? "17 + 17 = 34" : "The answer is 51."));
        ScriptedReasoner.harness(upstream).parameter("num_rollouts", 1).ask(QUESTION);

        assertThat(ScriptedReasoner.calls(upstream, Kind.ANSWER)).hasSize(3)
                .allMatch(call -> call.conversation().messages().get(0).text().contains("17 + 17 = 34"));
    }

    @Test
    void answersThatCannotBeComparedAreChosenByAModel() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "", IntStream.range(0, 20)
                .mapToObj(i -> "A poem about " + "ship ".repeat(i + 1)).toArray(String[]::new));
        HarnessRun run = ScriptedReasoner.harness(upstream).run(Requests.question("Write a poem."));

        assertThat(ScriptedReasoner.calls(upstream, Kind.CHOICE)).hasSize(2);
        assertThat(run.answer().text()).startsWith("Written up: ");
    }

    @Test
    void laterWavesDescendIntoTheBetterTraces() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.",
                "The answer is 50.", "The answer is 49.");
        HarnessRun run = ScriptedReasoner.harness(upstream).parameter("num_rollouts", 12)
                .with("ponder.limits.max-calls", "1000").run(Requests.question(QUESTION));

        assertThat(run.failure()).isNull();
        assertThat(run.elapsed()).isLessThanOrEqualTo(upstream.latency().multipliedBy(10));
        assertThat(run.progress()).anyMatch(progress -> progress.stage().equals("reason") && progress.done() == 12);
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 8, 3, 2, 41, 6", "5, 3, 2, 3, 2, 41, 14", "1, 1, 8, 1, 0, 5, 4", "16, 5, 8, 10, 4, 305, 14"})
    void declaresItsCost(int rollouts, int depth, int parallel, int votes, int masks, int calls, int sequence) {
        StrategyHarness harness = ScriptedReasoner.harness(ScriptedUpstream.answering("1"))
                .parameter("num_rollouts", rollouts).parameter("max_depth", depth).parameter("parallel", parallel)
                .parameter("votes", votes).parameter("masks", masks);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, sequence));
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 8, 4", "5, 3, 8, 6", "5, 3, 2, 13", "8, 4, 8, 7"})
    void rolloutsOfAWaveRunInParallel(int rollouts, int depth, int parallel, int sequence) {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.",
                "The answer is 50.", "The answer is 49.", "The answer is 48.");
        StrategyHarness harness = ScriptedReasoner.harness(upstream).parameter("num_rollouts", rollouts)
                .parameter("max_depth", depth).parameter("parallel", parallel);
        HarnessRun run = harness.run(Requests.question(QUESTION));

        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(sequence))
                .isLessThanOrEqualTo(upstream.latency().multipliedBy(harness.cost().depth()));
        assertThat(upstream.calls()).hasSizeLessThanOrEqualTo(harness.cost().calls());
    }

    @Test
    void requestsDoNotInfluenceEachOther() {
        ScriptedUpstream upstream = ScriptedReasoner.model(call -> "The answer is 51.", "The answer is 51.");
        StrategyHarness harness = ScriptedReasoner.harness(upstream);
        HarnessRun one = harness.parameter("num_rollouts", 1).start(Requests.question("First 17*3?"));
        HarnessRun eight = harness.parameter("num_rollouts", 8).start(Requests.question("Second 17*3?"));
        one.finish();
        eight.finish();

        assertThat(one.progress()).allMatch(progress -> progress.of() == 1);
        assertThat(eight.progress()).anyMatch(progress -> progress.of() == 8 && progress.done() == 8);
    }
}
