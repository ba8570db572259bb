package dev.ponder.strategies.cepo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.cepo.ScriptedSolver.Step;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

class CepoTest {

    private static final ChatRequest QUESTION = Requests.question("How many legs have ten spiders?");
    private static final String[] DIFFERENT = {"The answer is 80.", "The answer is 60.", "The answer is 100."};

    private final ScriptedSolver solver = new ScriptedSolver();

    @Test
    void plansSolvesReviewsRatesAndWrites() {
        solver.on(Step.SOLVE, "The answer is 70.", "The answer is 60.", "The answer is 90.", "The answer is 70.",
                "The answer is 60.", "The answer is 90.", "The answer is 70.", "The answer is 60.",
                "The answer is 90.").on(Step.REVIEW, DIFFERENT);
        HarnessRun run = solver.harness().run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
        assertThat(Map.of(Step.PLAN, solver.count(Step.PLAN), Step.SOLVE, solver.count(Step.SOLVE), Step.REVIEW,
                solver.count(Step.REVIEW), Step.RATE, solver.count(Step.RATE), Step.ANSWER, solver.count(Step.ANSWER)))
                .isEqualTo(Map.of(Step.PLAN, 9, Step.SOLVE, 9, Step.REVIEW, 3, Step.RATE, 6, Step.ANSWER, 1));
        assertThat(run.elapsed()).isEqualTo(solver.upstream().latency().multipliedBy(5));
        assertThat(run.progress()).contains(Progress.of("plan", 9, 9), Progress.of("solve", 4, 9),
                Progress.of("review", 3, 3), new Progress("rate", 6, 6, "leader: 1"));
    }

    @Test
    void proposalsThatAgreeAreNotReviewed() {
        HarnessRun run = solver.harness().run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
        assertThat(solver.count(Step.REVIEW) + solver.count(Step.RATE)).isZero();
        assertThat(run.elapsed()).isEqualTo(solver.upstream().latency().multipliedBy(3));
    }

    @Test
    void equalTextsAreNeitherReviewedNorRated() {
        solver.on(Step.SOLVE, "Webs of silk.").harness("bestofn-rating-type", "pairwise")
                .run(Requests.question("Write an ode to spiders."));

        assertThat(solver.count(Step.REVIEW) + solver.count(Step.RATE)).isZero();
    }

    @Test
    void solutionsThatAgreeAreNotRated() {
        solver.on(Step.SOLVE, DIFFERENT[0], DIFFERENT[1], DIFFERENT[2], DIFFERENT[0], DIFFERENT[1], DIFFERENT[2],
                DIFFERENT[1]);
        HarnessRun run = solver.harness().run(QUESTION);

        assertThat(solver.count(Step.REVIEW)).isEqualTo(2);
        assertThat(solver.count(Step.RATE)).isZero();
        assertThat(run.elapsed()).isEqualTo(solver.upstream().latency().multipliedBy(4));
    }

    @Test
    void aMajorityOfSettledSolutionsEndsTheReviews() {
        solver.on(Step.SOLVE, "The answer is 80.", "The answer is 80.", "The answer is 80.", "It is \\boxed{80}",
                "The answer is 80.", "\\boxed{80}", "The answer is 1.", "The answer is 2.", "The answer is 3.");
        solver.harness().run(QUESTION);

        assertThat(solver.count(Step.REVIEW)).isZero();
        assertThat(solver.instructions(Step.ANSWER)).singleElement().asString().contains("80");
    }

    @Test
    void plansAndProposalsReachTheReview() {
        solver.on(Step.PLAN, "1. Count (high)", "1. Guess (low)", "1. Multiply (medium)").on(Step.SOLVE, DIFFERENT);
        solver.harness("bestofn-n", 1).run(QUESTION);

        assertThat(solver.instructions(Step.SOLVE).get(1)).contains("1. Guess (low)");
        assertThat(solver.instructions(Step.REVIEW)).singleElement().asString()
                .contains("1. Count (high)", "1. Guess (low)", "1. Multiply (medium)").contains(DIFFERENT);
        assertThat(solver.instructions(Step.ANSWER)).singleElement().asString()
                .contains("Reviewed. The answer is 80.");
    }

    @Test
    void streamsTheAnswer() {
        solver.on(Step.ANSWER, ScriptedReply.held());
        HarnessRun run = solver.harness().startStreamed(QUESTION);
        solver.upstream().time().advance(solver.upstream().latency().multipliedBy(2));
        List<ScriptedCall> calls = solver.upstream().calls();
        ScriptedCall last = calls.get(calls.size() - 1);
        last.send("It is ");

        assertThat(run.parts()).containsExactly(new AnswerPart.Text("It is "));

        last.send("80.");
        last.end(FinishReason.STOP, Usage.of(10, 10));
        assertThat(run.answer().text()).isEqualTo("It is 80.");
    }

    @Test
    void onlyTheAnswerHasTheToolsAndParametersOfTheClient() {
        solver.harness().run(Requests.withTool());

        assertThat(solver.calls(Step.PLAN)).allSatisfy(call -> assertThat(call.parameters())
                .doesNotContainKey("tools").containsEntry("temperature", DoubleNode.valueOf(0.55)));
        assertThat(solver.calls(Step.SOLVE)).allSatisfy(call -> assertThat(call.parameters())
                .doesNotContainKey("tools").containsEntry("temperature", DoubleNode.valueOf(0.25)));
        assertThat(solver.calls(Step.ANSWER)).singleElement().satisfies(call -> assertThat(call.parameters())
                .containsKey("tools").containsEntry("temperature", DoubleNode.valueOf(0)));
        assertThat(solver.instructions(Step.ANSWER).get(0)).contains("without the tools that you have");
    }

    @Test
    void theTemperatureOfTheClientYieldsOnlyToAParameterOfTheRequest() {
        ChatRequest chosen = Requests.with(QUESTION, "temperature", DoubleNode.valueOf(0.9));
        solver.harness().run(chosen);
        solver.harness().parameter("planning_temperature_step4", 0.3).run(chosen);

        assertThat(solver.calls(Step.ANSWER).stream().map(call -> call.parameters().get("temperature")))
                .containsExactly(DoubleNode.valueOf(0.9), DoubleNode.valueOf(0.3));
    }

    @Test
    void continuesFromAToolResultAtOnce() {
        var request = Requests.withTool();
        var result = new ChatMessage(Role.TOOL, ChatMessage.user("rain").content(), Map.of());
        HarnessRun run = solver.harness()
                .run(request.withConversation(request.conversation().plus(ChatMessage.assistant(""), result)));

        assertThat(run.answer().text()).isEqualTo("Directly: 80.");
        assertThat(solver.upstream().calls()).hasSize(1);
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void everyStepSeesTheConversationWithItsPictures() {
        ChatRequest rich = Requests.rich(Role.DEVELOPER);
        solver.on(Step.SOLVE, DIFFERENT).harness("bestofn-n", 1).run(rich);

        for (Step step : List.of(Step.PLAN, Step.SOLVE, Step.REVIEW, Step.ANSWER)) {
            for (UpstreamCall call : solver.calls(step)) {
                assertThat(call.conversation().messages().subList(1, 4))
                        .isEqualTo(rich.conversation().messages().subList(1, 4));
                assertThat(call.conversation().messages().get(0).text()).startsWith("Answer like a ship's cook.");
            }
        }
    }

    @Test
    void printsTheSolutionAsReasoningOnRequest() {
        HarnessRun run = solver.harness("print-output", true).runStreamed(QUESTION);

        assertThat(run.answer().reasoning()).isEqualTo("The answer is 80.\n\n");
        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
    }

    @Test
    void theSolutionIsTheAnswerWithoutStep4() {
        HarnessRun run = solver.harness("planning-max-tokens-step4", 0).run(QUESTION);

        assertThat(run.answer().text()).isEqualTo("The answer is 80.");
        assertThat(run.answer().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(solver.count(Step.ANSWER)).isZero();
    }

    @Test
    void solvesWithoutAPlanWhenStep1HasNoTokens() {
        HarnessRun run = solver.harness("planning-max-tokens-step1", 0).run(QUESTION);

        assertThat(solver.count(Step.PLAN)).isZero();
        assertThat(solver.count(Step.SOLVE)).isEqualTo(9);
        assertThat(solver.instructions(Step.SOLVE).get(0)).doesNotContain("plan");
        assertThat(run.elapsed()).isEqualTo(solver.upstream().latency().multipliedBy(2));
    }

    @Test
    void eachStepHasItsTokenLimit() {
        solver.on(Step.SOLVE, DIFFERENT).harness().parameter("planning_max_tokens_step1", 101)
                .parameter("planning_max_tokens_step2", 102).parameter("planning_max_tokens_step3", 103)
                .parameter("planning_max_tokens_step4", 104).parameter("bestofn_n", 1).run(QUESTION);

        assertThat(List.of(Step.PLAN, Step.SOLVE, Step.REVIEW, Step.ANSWER).stream()
                .map(step -> solver.calls(step).get(0).parameters().get("max_tokens").intValue()))
                .containsExactly(101, 102, 103, 104);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 6, auto, 46, 5", "3, 3, 6, pairwise, 46, 5", "3, 3, 6, absolute, 43, 5",
            "3, 3, 6, majority, 40, 4", "1, 1, 1, auto, 3, 3", "1, 3, 2, auto, 8, 4", "5, 1, 1, auto, 26, 5"})
    void declaresItsCost(int n, int plans, int attempts, String rating, int calls, int depth) {
        StrategyHarness harness = solver.harness("bestofn-rating-type", rating)
                .with("ponder.strategies.cepo.bestofn-n", String.valueOf(n))
                .with("ponder.strategies.cepo.planning-n", String.valueOf(plans))
                .with("ponder.strategies.cepo.planning-m", String.valueOf(attempts));

        assertThat(harness.cost()).isEqualTo(new Cost(calls, depth));
        assertThat(harness.parameter("use_plan_diversity", true).cost()).isEqualTo(new Cost(calls + 2, depth + 1));
    }
}
