package dev.ponder.strategies.cepo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.strategies.cepo.ScriptedSolver.Step;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;

/** Proposals that are rejected and replaced, and approaches. */
class ProposalsTest {

    private static final ChatRequest QUESTION = Requests.question("How many legs have ten spiders?");
    private static final String DEGRADED = "cepo: no plan was carried out to its end, so the model answered without one";

    private final ScriptedSolver solver = new ScriptedSolver();

    static List<ScriptedReply> unusable() {
        return List.of(ScriptedReply.truncated("1. Count the spi"), ScriptedReply.empty(),
                ScriptedReply.text("<think>I never stop to"), ScriptedReply.failing(Fault.FAILED), refusal());
    }

    private static ScriptedReply refusal() {
        return ScriptedReply.answer(new Answer("", "", List.of(), "I cannot help with that.", FinishReason.STOP, null,
                List.of()));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void aPlanThatCannotBeUsedIsReplaced(ScriptedReply unusable) {
        solver.on(Step.PLAN, unusable, ScriptedReply.text("1. Count")).harness("bestofn-n", 1).run(QUESTION);

        assertThat(solver.count(Step.PLAN)).isEqualTo(4);
        assertThat(solver.count(Step.SOLVE)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void aProposalThatCannotBeUsedIsReplaced(ScriptedReply unusable) {
        HarnessRun run = solver.on(Step.SOLVE, unusable, ScriptedReply.text("The answer is 80."))
                .harness("bestofn-n", 1).run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
        assertThat(solver.count(Step.PLAN)).isEqualTo(4);
        assertThat(solver.count(Step.SOLVE)).isEqualTo(4);
    }

    @Test
    void onlyPlanningMAttemptsAreMade() {
        HarnessRun run = solver.on(Step.PLAN, ScriptedReply.truncated("1. Co")).harness("planning-m", 4).run(QUESTION);

        assertThat(solver.count(Step.PLAN)).isEqualTo(12);
        assertThat(run.answer().text()).isEqualTo("Directly: 80.");
        assertThat(run.degraded()).containsExactly(DEGRADED);
    }

    @Test
    void fewerProposalsThanWantedAreEnough() {
        HarnessRun run = solver.on(Step.SOLVE, ScriptedReply.truncated("half"), ScriptedReply.text("The answer is 8."),
                ScriptedReply.truncated("half")).harness("bestofn-n", 1).run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
        assertThat(solver.instructions(Step.ANSWER).get(0)).contains("The answer is 8.");
        assertThat(solver.count(Step.REVIEW)).isZero();
    }

    @Test
    void reasoningIsNotPartOfAPlan() {
        solver.on(Step.PLAN, "<think>Legs, legs.</think>1. Count").harness().run(QUESTION);

        assertThat(solver.instructions(Step.SOLVE).get(0)).contains("1. Count").doesNotContain("Legs, legs.");
    }

    @Test
    void replacementsReasonLessOnRequest() {
        solver.on(Step.SOLVE, ScriptedReply.truncated("half")).harness("bestofn-n", 1)
                .parameter("planning_n", 1).parameter("planning_m", 4).parameter("reasoning_effort", "high")
                .parameter("use_reasoning_fallback", true).run(QUESTION);

        assertThat(solver.calls(Step.PLAN).stream().map(call -> call.parameters().get("reasoning_effort").asText()))
                .containsExactly("high", "medium", "low", "low");
    }

    @Test
    void noReasoningEffortIsSentByDefault() {
        solver.harness().run(QUESTION);

        assertThat(solver.upstream().calls())
                .allSatisfy(call -> assertThat(call.request().parameters()).doesNotContainKey("reasoning_effort"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "UNREACHABLE", "TIMEOUT", "RATE_LIMITED", "BAD_REQUEST"})
    void answersDirectlyWhenEveryPlanFails(Fault fault) {
        HarnessRun run = solver.on(Step.PLAN, ScriptedReply.failing(fault)).harness().run(QUESTION);

        assertThat(run.answer().text()).isEqualTo("Directly: 80.");
        assertThat(run.degraded()).contains(DEGRADED);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"})
    void failsWhenTheOperatorMustCorrectTheCalls(Fault fault) {
        assertThat(solver.on(Step.SOLVE, ScriptedReply.failing(fault)).harness().run(QUESTION).failure())
                .isInstanceOfSatisfying(UpstreamException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(fault));
    }

    @Test
    void failsWhenTheBudgetEndsBeforeTheFirstProposal() {
        HarnessRun run = solver.harness()
                .limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline())).run(QUESTION);

        assertThat(run.failure()).isInstanceOf(BudgetExceeded.class);
    }

    @Test
    void anEndlessModelIsCutOffHonestly() {
        for (Step step : Step.values()) {
            solver.on(step, ScriptedReply.truncated("and so on and"));
        }
        HarnessRun run = solver.harness().run(QUESTION);

        assertThat(run.answer().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(solver.upstream().calls().size()).isLessThanOrEqualTo(solver.harness().cost().calls());
    }

    @Test
    void aModelThatRefusesIsQuoted() {
        for (Step step : Step.values()) {
            solver.on(step, refusal());
        }
        HarnessRun run = solver.harness().run(QUESTION);

        assertThat(run.answer().refusal()).isEqualTo("I cannot help with that.");
        assertThat(run.answer().text()).isEmpty();
    }

    @Test
    void everySolutionTakesAnApproachOfItsOwn() {
        HarnessRun run = solver.on(Step.SOLVE, IntStream.range(0, 9).mapToObj(i -> "The answer is " + i + ".")
                .toArray(String[]::new)).on(Step.REVIEW, "The answer is 1.", "The answer is 2.", "The answer is 3.")
                .harness("use-plan-diversity", true).run(QUESTION);

        assertThat(run.elapsed()).isEqualTo(solver.upstream().latency().multipliedBy(6));
        List<String> plans = solver.instructions(Step.PLAN);
        assertThat(plans.get(0)).contains("by algebra").doesNotContain("by counting");
        assertThat(plans.get(3)).contains("by counting").doesNotContain("by trial");
        assertThat(plans.get(8)).contains("by trial").doesNotContain("by algebra");
    }

    @Test
    void tooFewApproachesAreAvoidedByTheOtherSolutions() {
        solver.on(Step.APPROACHES, "{\"approaches\": [\"by algebra\"]}").harness("use-plan-diversity", true)
                .run(QUESTION);

        assertThat(solver.instructions(Step.PLAN).get(0)).contains("takes the approach", "by algebra");
        assertThat(solver.instructions(Step.PLAN).get(8)).contains("fundamentally different from", "by algebra");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I cannot.", "{\"approaches\": []}", "{\"approaches\": \"many\"}"})
    void plansWithoutApproachesThatCannotBeRead(String reply) {
        HarnessRun run = solver.on(Step.APPROACHES, reply).harness("use-plan-diversity", true).run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedSolver.ANSWER);
        assertThat(solver.count(Step.APPROACHES)).isEqualTo(2);
        assertThat(run.degraded())
                .containsExactly("cepo: no approaches could be read, so the plans were written without them");
    }
}
