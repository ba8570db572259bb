package dev.ponder.strategies.z3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.QueryResult.Status;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** The flow of the strategy, with a scripted model and a scripted solver. */
class SolverAidedReasoningTest {

    private static final String GOOD = Statements.statement(Statements.SCRIPT);
    private static final SolverResult CONTRADICTION = ScriptedSolver
            .solved(QueryResult.unsatisfiable("", List.of("(> x 3)", "(< x 2)")));

    private static HarnessRun run(StrategyHarness harness) {
        return harness.run(Requests.question("What is 6 times 7?"));
    }

    private static UpstreamCall last(ScriptedUpstream model) {
        return model.call(model.calls().size() - 1).request();
    }

    @Test
    void answersFromTheResultOfTheSolver() {
        ScriptedUpstream model = Statements.model(GOOD);
        HarnessRun run = run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.ANSWER);
        assertThat(run.elapsed()).isEqualTo(model.latency().multipliedBy(2));
        assertThat(model.calls()).hasSize(5);
        assertThat(run.degraded()).isEmpty();
        assertThat(last(model).conversation().messages().get(0).text())
                .containsPattern("(?s)<output-[0-9a-f]{8} label=\"solver\">.*"
                        + "\\(assert \\(= answer \\(\\* 6 7\\)\\)\\)"
                        + ".*The answer is the constant answer.*3 of 3 independent.*only one\\.\nanswer = 42\n");
        assertThat(run.progress()).extracting(Progress::stage).containsOnly("formalise");
    }

    @Test
    void theMajorityOfTheStatementsWins() {
        ScriptedUpstream model = Statements.model(GOOD);
        run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("48"), ScriptedSolver.answer("42"),
                ScriptedSolver.answer("42"))).upstream(model));

        assertThat(last(model).conversation().messages().get(0).text()).contains("answer = 42", "2 of 3 independent")
                .doesNotContain("48");
    }

    @Test
    void theAnswerWithoutTheSolverBreaksATie() {
        ScriptedUpstream model = Statements.model(GOOD);
        run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("48"), ScriptedSolver.answer("41"),
                ScriptedSolver.answer("42"))).upstream(model));

        assertThat(last(model).conversation().messages().get(0).text()).contains("answer = 41")
                .doesNotContain("contradicts");
    }

    @Test
    void reportsThatTheSolverContradictsTheAnswerWithoutIt() {
        ScriptedUpstream model = Statements.model(GOOD);
        run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model));

        assertThat(last(model).conversation().messages().get(0).text())
                .contains("It contradicts a calculation without the solver, which ended with: 41");
    }

    @Test
    void anErrorOfTheSolverIsRepairedAndTheRepairIsExecuted() {
        ScriptedUpstream model = Statements.model("{\"reasoning\": \"\", \"applicable\": true, \"smtlib\":"
                + " \"(assert (> x 1))\"}", GOOD);
        var solver = ScriptedSolver.of(ScriptedSolver.failed(SolverResult.Fault.INVALID,
                "Error: unknown constant x, in: (assert (> x 1))"), ScriptedSolver.answer("42"));
        HarnessRun run = run(Statements.harness(solver).parameter("formalisations", 1).upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.ANSWER);
        assertThat(solver.requests()).extracting(request -> request.script())
                .containsExactly("(assert (> x 1))", Statements.SCRIPT);
        List<ChatMessage> repair = model.call(2).request().conversation().messages();
        assertThat(repair).extracting(ChatMessage::role).containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT,
                Role.USER);
        assertThat(repair.get(3).text()).contains("Error: unknown constant x, in: (assert (> x 1))");
        assertThat(run.elapsed()).isEqualTo(model.latency().multipliedBy(3));
    }

    @Test
    void aMajoritySavesTheRepairs() {
        ScriptedUpstream model = Statements.model("no script", GOOD, GOOD, "unexpected");
        run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model));

        assertThat(model.calls()).hasSize(5);
    }

    @Test
    void theLastRepairIsExecutedAndNoMoreAreRequested() {
        ScriptedUpstream model = Statements.model(GOOD);
        var solver = ScriptedSolver.of(CONTRADICTION);
        StrategyHarness harness = Statements.harness(solver).upstream(model);
        HarnessRun run = run(harness);

        assertThat(solver.requests()).hasSize(9);
        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.degraded()).singleElement().asString().contains("no result that could be confirmed");
        assertThat(model.calls()).hasSize(10).hasSizeLessThanOrEqualTo(harness.cost().calls());
        assertThat(run.elapsed()).isEqualTo(model.latency().multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(include \\\"/etc/passwd\\\")", "(set-option :regular-output-channel \\\"/tmp/x\\\")",
            "import socket\\nsocket.socket()", "(get-info :all-statistics) (help)", "((", ""})
    void aScriptThatIsNotAllowedIsNeverExecuted(String script) {
        var solver = ScriptedSolver.of(ScriptedSolver.answer("42"));
        HarnessRun run = run(Statements.harness(solver).parameter("max_attempts", 2).upstream(
                Statements.model("{\"applicable\": true, \"smtlib\": \"" + script + "\"}")));

        assertThat(solver.requests()).isEmpty();
        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.degraded()).hasSize(1);
    }

    @Test
    void aQuestionWithoutFormalStatementIsAnsweredWithoutFurtherCalls() {
        ScriptedUpstream model = Statements.model(Statements.inapplicable());
        HarnessRun run = run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.elapsed()).isEqualTo(model.latency());
        assertThat(run.degraded()).singleElement().asString().contains("no formal statement");
    }

    @Test
    void withoutSpeculationAPlainAnswerIsStreamed() {
        ScriptedUpstream model = Statements.model(Statements.inapplicable());
        HarnessRun run = Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model)
                .parameter("speculate", false).runStreamed(Requests.question("What is love?"));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.parts().size()).isGreaterThan(3);
        assertThat(run.elapsed()).isEqualTo(model.latency().multipliedBy(2));
    }

    @Test
    void aSolverThatCannotRunCostsNoCalls() {
        ScriptedUpstream model = Statements.model(GOOD);
        HarnessRun run = run(
                Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42")).unavailable("no library"))
                        .upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(model.calls()).hasSize(1);
        assertThat(run.degraded()).singleElement().asString().contains("cannot run on this server");
    }

    @ParameterizedTest
    @EnumSource(value = SolverResult.Fault.class, names = {"BUSY", "UNAVAILABLE"})
    void aFailureThatNoRepairChangesIsNotRepaired(SolverResult.Fault fault) {
        ScriptedUpstream model = Statements.model(GOOD);
        HarnessRun run = run(Statements.harness(ScriptedSolver.of(ScriptedSolver.failed(fault, "no"))).upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(model.calls()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = {"UNKNOWN", "DEFECTIVE"})
    void anUndecidedResultIsNeverBelieved(Status status) {
        ScriptedUpstream model = Statements.model(GOOD);
        HarnessRun run = run(Statements.harness(ScriptedSolver.of(
                ScriptedSolver.solved(QueryResult.none("", status, "No assertion constrains the value of answer."))))
                .parameter("max_attempts", 1).upstream(model));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.degraded()).hasSize(1);
    }

    @Test
    void aContradictionDecidesAClaim() {
        ScriptedUpstream model = Statements
                .model(Statements.statement("(declare-const p Bool) (assert p) (assert (not p))"));
        run(Statements.harness(ScriptedSolver.of(CONTRADICTION)).upstream(model));

        assertThat(last(model).conversation().messages().get(0).text())
                .contains("unsatisfiable. These assertions cannot hold together:\n(> x 3)\n(< x 2)");
    }

    @Test
    void readsAScriptInACodeBlock() {
        var solver = ScriptedSolver.of(ScriptedSolver.answer("42"));
        run(Statements.harness(solver).upstream(
                Statements.model("Here it is:\n```smt2\n(declare-const x Int)\n(assert (= x 1))\n```\nDone.")));

        assertThat(solver.requests().get(0).script()).isEqualTo("(declare-const x Int)\n(assert (= x 1))");
    }

    @Test
    void theConversationAndInjectionsAreDataForTheFormaliser() {
        ScriptedUpstream model = Statements.model(GOOD);
        Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model)
                .run(Requests.rich(Role.SYSTEM));
        List<ChatMessage> statement = model.call(0).request().conversation().messages();

        assertThat(statement.get(0).text()).doesNotContain("ship's cook");
        assertThat(statement.get(1).text()).containsPattern("(?s)^<question-[0-9a-f]{8} .*ship's cook.*two more");
        assertThat(last(model).conversation().messages()).hasSize(4).element(0).extracting(ChatMessage::text).asString()
                .startsWith("Answer like a ship's cook.");
    }

    @Test
    void aToolResultIsAnsweredWithoutTheSolver() {
        ScriptedUpstream model = Statements.model(GOOD);
        var request = Requests.withTool();
        var result = new ChatMessage(Role.TOOL, ChatMessage.user("rain").content(), Map.of());
        HarnessRun run = Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42"))).upstream(model)
                .run(request.withConversation(request.conversation().plus(ChatMessage.assistant(""), result)));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void returnsTheDraftWhenTheBudgetEndsBeforeTheAnswer() {
        HarnessRun run = run(Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42")))
                .limits(limits -> limits.atMost(limits.maxCalls(), 1, limits.deadline()))
                .upstream(Statements.model(GOOD)));

        assertThat(run.answer().text()).isEqualTo(Statements.DRAFT);
        assertThat(run.degraded()).singleElement().asString().contains("could not be written");
    }

    @Test
    void survivesLostTruncatedAndRefusedStatements() {
        int[] number = {0};
        ScriptedReply[] replies = {ScriptedReply.failing(Fault.FAILED), ScriptedReply.truncated("{\"reasoning\": \"Th"),
                ScriptedReply.answer(new Answer("", "", List.of(), "I refuse.", FinishReason.STOP, null, List.of())),
                ScriptedReply.text(GOOD)};
        var solver = ScriptedSolver.of(ScriptedSolver.answer("42"));
        HarnessRun run = run(Statements.harness(solver).upstream(
                Statements.model((call, all) -> replies[Math.min(number[0]++, 3)])));

        assertThat(run.answer().text()).isEqualTo(Statements.ANSWER);
        assertThat(solver.requests()).hasSize(1);
    }

    @Test
    void aDisconnectCancelsTheSolver() {
        var solver = ScriptedSolver.holding();
        StrategyHarness harness = Statements.harness(solver).upstream(Statements.model(GOOD));
        HarnessRun run = harness.start(Requests.question("What is 6 times 7?"));
        harness.upstream().time().advance(harness.upstream().latency());
        assertThat(solver.held()).hasSize(3).noneMatch(CompletableFuture::isDone);

        run.cancel();

        assertThat(solver.held()).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void passesItsLimitsToTheSolver() {
        var solver = ScriptedSolver.of(ScriptedSolver.answer("42"));
        run(Statements.harness(solver).with("ponder.strategies.z3.timeout", "3S")
                .with("ponder.strategies.z3.memory-mb", "64").upstream(Statements.model(GOOD)));

        assertThat(solver.requests().get(0).timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(solver.requests().get(0).memoryMegabytes()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, true, 11", "1, 1, false, 2", "9, 5, true, 47"})
    void declaresItsCost(int formalisations, int attempts, boolean speculate, int calls) {
        StrategyHarness harness = Statements.harness(ScriptedSolver.of(ScriptedSolver.answer("42")))
                .parameter("formalisations", formalisations).parameter("max_attempts", attempts)
                .parameter("speculate", speculate);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, 2));
    }
}
