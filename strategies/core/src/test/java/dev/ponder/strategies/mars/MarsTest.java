package dev.ponder.strategies.mars;

import static dev.ponder.strategies.mars.ScriptedAgency.ACCEPTANCE;
import static dev.ponder.strategies.mars.ScriptedAgency.ANSWER;
import static dev.ponder.strategies.mars.ScriptedAgency.REJECTION;
import static dev.ponder.strategies.mars.ScriptedAgency.blocks;
import static dev.ponder.strategies.mars.ScriptedAgency.calls;
import static dev.ponder.strategies.mars.ScriptedAgency.exploring;
import static dev.ponder.strategies.mars.ScriptedAgency.writeUp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.mars.MarsConfig.Preset;
import dev.ponder.strategies.mars.ScriptedAgency.Stage;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

class MarsTest {

    private static final ChatRequest QUESTION = Requests.question("How many legs have ten spiders?");
    private static final String[] DIFFERENT = {"The answer is 60.", "The answer is 90.", "The answer is 60.",
            "The answer is 100.", "The answer is 70.", "The answer is 40."};

    @Test
    void writesUpWhenAllAgreeAndTheSolutionIsVerified() {
        StrategyHarness harness = exploring("The answer is 80.").harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ANSWER);
        assertThat(harness.upstream().calls()).hasSize(6 + 2 + 1);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(3));
        assertThat(run.degraded()).isEmpty();
        assertThat(blocks(writeUp(harness), "draft")).extracting(Fence.Block::text)
                .containsExactly("The answer is 80.");
    }

    @Test
    void aggregatesTextsUnlessTheyAreTheSame() {
        ChatRequest poem = Requests.question("Write a poem.");
        StrategyHarness same = exploring("A rose.").harness();
        StrategyHarness different = exploring("A rose.", "A tulip.").harness();
        same.run(poem);
        different.run(poem);

        assertThat(calls(same, Stage.AGGREGATE)).isEmpty();
        assertThat(calls(different, Stage.AGGREGATE)).isNotEmpty();
    }

    @Test
    void writesUpAnAggregatedSolution() {
        StrategyHarness harness = exploring(DIFFERENT).accepting("80").harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(blocks(writeUp(harness), "draft")).extracting(Fence.Block::text)
                .containsExactly("The answer is 80.");
        assertThat(calls(harness, Stage.AGGREGATE)).hasSize(6);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(4));
    }

    @Test
    void aggregatesDifferentRandomSubsetsAndReplacesThePopulation() {
        var loops = new int[1];
        StrategyHarness harness = exploring(DIFFERENT)
                .aggregating(call -> ScriptedReply.text("Aggregate. The answer is " + 1000 * ++loops[0] + "."))
                .harness();
        HarnessRun run = harness.run(QUESTION);
        List<UpstreamCall> aggregations = calls(harness, Stage.AGGREGATE);

        assertThat(aggregations).hasSize(12);
        Set<List<String>> groups = aggregations.subList(0, 6).stream().map(MarsTest::drafts)
                .collect(Collectors.toSet());
        assertThat(groups).hasSize(6).allSatisfy(group -> assertThat(group).hasSize(3));
        assertThat(aggregations.subList(6, 12)).allSatisfy(call -> assertThat(drafts(call)).hasSize(3)
                .allMatch(text -> text.startsWith("Aggregate.")));
        assertThat(run.progress()).extracting(Progress::note)
                .contains("loop 1 of 2, leader 60: 2 votes");
    }

    private static List<String> drafts(UpstreamCall call) {
        return blocks(call, "draft").stream().map(Fence.Block::text).sorted().toList();
    }

    @Test
    void verifiesOneSolutionOfEachAnswerWithoutItsAuthor() {
        StrategyHarness harness = exploring("One way. The answer is 80.", "The answer is 90.",
                "Another. The answer is 80.")
                .harness().parameter("preset", Preset.LIGHT);
        harness.run(QUESTION);
        List<UpstreamCall> verifications = calls(harness, Stage.VERIFY);

        assertThat(verifications).hasSize(2).allSatisfy(call -> {
            assertThat(blocks(call, "candidate")).hasSize(1);
            assertThat(blocks(call, "question")).singleElement()
                    .satisfies(block -> assertThat(block.text()).contains("ten spiders"));
        });
        assertThat(verifications.get(0).conversation().transcript(9)).contains("The answer is 80.");
    }

    @Test
    void improvesASolutionThatFailsWithTheReportAndVerifiesItAgain() {
        StrategyHarness harness = exploring("The answer is 60.").accepting("80").harness();
        HarnessRun run = harness.run(QUESTION);
        UpstreamCall improvement = calls(harness, Stage.IMPROVE).get(0);

        assertThat(calls(harness, Stage.IMPROVE)).hasSize(1);
        assertThat(blocks(improvement, "draft")).extracting(Fence.Block::text).containsExactly("The answer is 60.");
        assertThat(blocks(improvement, "critique")).singleElement().satisfies(block -> assertThat(block.text())
                .contains("First error (critical): Spiders have 8 legs.", "Gap: The sum."));
        assertThat(calls(harness, Stage.VERIFY)).hasSize(4);
        assertThat(drafts(writeUp(harness))).containsExactly("Improved. The answer is 80.");
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(5));
    }

    @Test
    void improvesAnAggregatedSolution() {
        StrategyHarness harness = exploring(DIFFERENT).aggregating(call -> ScriptedReply.text("The answer is 90."))
                .accepting("80").harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(drafts(calls(harness, Stage.IMPROVE).get(0))).containsExactly("The answer is 90.");
        assertThat(drafts(writeUp(harness))).containsExactly("Improved. The answer is 80.");
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(6));
    }

    @Test
    void improvesTheLatestVersionInEachIteration() {
        var version = new int[1];
        StrategyHarness harness = exploring("The answer is 60.").verifying(call -> ScriptedReply.text(REJECTION))
                .improving(call -> ScriptedReply.text("Version " + ++version[0] + ". The answer is 61.")).harness()
                .parameter("max_iterations", 3);
        HarnessRun run = harness.run(QUESTION);

        assertThat(calls(harness, Stage.IMPROVE)).extracting(MarsTest::drafts).containsExactly(
                List.of("The answer is 60."), List.of("Version 1. The answer is 61."),
                List.of("Version 2. The answer is 61."));
        assertThat(calls(harness, Stage.VERIFY)).hasSize(8);
        assertThat(run.answer().text()).isEqualTo(ANSWER);
    }

    @Test
    void needsAllPassesAndPrefersWhatASingleReportRejects() {
        var looks = new int[1];
        StrategyHarness harness = exploring("The answer is 60.", "The answer is 60.", "The answer is 80.")
                .verifying(call -> ScriptedReply
                        .text(drafts(call, "candidate").contains("The answer is 80.") && looks[0]++ == 0
                                ? ACCEPTANCE
                                : REJECTION))
                .harness()
                .parameter("preset", Preset.LIGHT).parameter("verification_passes", 2).parameter("max_iterations", 0);
        harness.run(QUESTION);

        assertThat(blocks(writeUp(harness), "draft")).extracting(Fence.Block::text)
                .containsExactly("The answer is 80.", "The answer is 60.");
        assertThat(blocks(writeUp(harness), "critique")).hasSize(2);
    }

    private static List<String> drafts(UpstreamCall call, String kind) {
        return blocks(call, kind).stream().map(Fence.Block::text).toList();
    }

    @Test
    void verifiesStrictlyForProofsOnly() {
        for (Preset preset : Preset.values()) {
            StrategyHarness harness = exploring("The answer is 80.").harness().parameter("preset", preset);
            harness.run(QUESTION);

            assertThat(calls(harness, Stage.VERIFY).get(0).conversation().transcript(9)
                    .contains("every step has to be proved"))
                    .isEqualTo(preset == Preset.PROOF);
        }
    }

    @Test
    void letsAgentsTakeTurnsWithModelsAndPersonas() {
        StrategyHarness harness = exploring(DIFFERENT).harness().parameter("preset", Preset.LIGHT)
                .parameter("models", List.of("a", "b")).parameter("personas", List.of("an algebraist", "a sceptic"))
                .parameter("verifier_model", "c").parameter("temperature", 0.6).parameter("agent_max_tokens", 900);
        harness.run(QUESTION);

        assertThat(calls(harness, Stage.EXPLORE)).extracting(UpstreamCall::model).containsExactly("a", "b", "a");
        assertThat(calls(harness, Stage.EXPLORE).get(1).conversation().transcript(9))
                .contains("expert does: a sceptic");
        assertThat(calls(harness, Stage.EXPLORE)).allSatisfy(call -> {
            assertThat(call.parameters().get("temperature").asDouble()).isEqualTo(0.6);
            assertThat(call.parameters().get("max_tokens").asInt()).isEqualTo(900);
        });
        assertThat(calls(harness, Stage.VERIFY)).allMatch(call -> call.model().equals("c"));
        assertThat(writeUp(harness).model()).isEqualTo(Requests.MODEL);
    }

    @Test
    void sharesStrategiesWithLaterAgents() {
        StrategyHarness harness = exploring(DIFFERENT).harness().parameter("strategy_network", true);
        HarnessRun run = harness.run(QUESTION);

        assertThat(drafts(calls(harness, Stage.STRATEGIES).get(0))).hasSize(5);
        assertThat(drafts(calls(harness, Stage.AGGREGATE).get(0), "plan")).containsExactly("Multiply.");
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(5));
    }

    @Test
    void reportsProgress() {
        HarnessRun run = exploring("The answer is 60.").accepting("80").harness().parameter("preset", Preset.LIGHT)
                .run(QUESTION);

        assertThat(run.progress()).containsExactly(Progress.of("explore", 1, 3), Progress.of("explore", 2, 3),
                Progress.of("explore", 3, 3), Progress.of("verify", 1, 1), Progress.of("improve", 1, 1),
                Progress.of("verify", 1, 1));
    }

    @Test
    void returnsTheSolutionAsReasoningOnRequest() {
        HarnessRun run = exploring("The answer is 80.").harness().parameter("solution_as_reasoning", true)
                .run(QUESTION);

        assertThat(run.answer().reasoning()).isEqualTo("The answer is 80.\n");
        assertThat(run.answer().text()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 3", "6, 6, 6", "12, 12, 7", "40, 40, 7", "1000, 46, 7"})
    void neverExceedsTheCapOfCalls(int cap, int calls, int depth) {
        var texts = new int[1];
        StrategyHarness harness = exploring(DIFFERENT).verifying(call -> ScriptedReply.text("Hm."))
                .aggregating(call -> ScriptedReply.text("The answer is " + ++texts[0])).harness()
                .parameter("max_calls", cap);
        HarnessRun run = harness.run(QUESTION);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, depth));
        assertThat(run.answer().text()).isEqualTo(ANSWER);
        assertThat(harness.upstream().calls()).hasSizeLessThanOrEqualTo(cap);
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, 40, 7", "LIGHT, 19, 5", "PROOF, 100, 11"})
    void declaresTheCostOfItsPresets(Preset preset, int calls, int depth) {
        assertThat(exploring("80").harness().parameter("preset", preset).cost()).isEqualTo(new Cost(calls, depth));
    }

    @Test
    void makesTheSameCallsForTheSameSeed() {
        assertThat(seeded()).isEqualTo(seeded());
    }

    private static List<UpstreamCall> seeded() {
        StrategyHarness harness = exploring(DIFFERENT).accepting("80").harness().seed(5);
        harness.run(QUESTION);
        return harness.upstream().calls().stream().map(call -> call.request()).toList();
    }
}
