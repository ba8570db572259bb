package dev.ponder.strategies.z3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.strategies.z3.process.Solver;
import dev.ponder.strategies.z3.process.SolverProcesses;
import dev.ponder.strategies.z3.process.SolverRequest;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;

/** The whole strategy, with a scripted model and real solver processes. */
@Timeout(180)
class SolvedQuestionsTest {

    private static final ExecutorService WORKERS = Executors.newCachedThreadPool();
    private static final SolverProcesses PROCESSES = new SolverProcesses(2, WORKERS);

    @AfterAll
    static void stop() {
        PROCESSES.close();
        WORKERS.shutdownNow();
    }

    /** In virtual time, the test waits for the process. */
    private static final class Waiting implements Solver {

        @Override
        public void prepare() {
            PROCESSES.prepare();
        }

        @Override
        public CompletableFuture<SolverResult> solve(SolverRequest request) {
            return CompletableFuture.completedFuture(PROCESSES.solve(request).join());
        }

        @Override
        public Optional<String> unavailable() {
            return PROCESSES.unavailable();
        }

        @Override
        public void close() {
            // The processes are those of all tests
        }
    }

    private static String facts(ScriptedUpstream model, HarnessRun run) {
        assertThat(run.answer().text()).isEqualTo(Statements.ANSWER);
        return model.call(model.calls().size() - 1).request().conversation().messages().get(0).text();
    }

    @Test
    void repairsAnErrorWithTheMessageOfTheSolver() {
        ScriptedUpstream model = Statements.model(
                Statements.statement("(declare-const answer Int) (assert (= answer (* 6 seven)))"),
                Statements.statement("(declare-const answer Int) (assert (= answer (* 6 7)))"));
        HarnessRun run = Statements.harness(new Waiting()).upstream(model).parameter("formalisations", 1)
                .parameter("timeout", Duration.ofSeconds(60)).run(Requests.question("What is 6 times 7?"));

        assertThat(facts(model, run)).contains("answer = 42", "It is the only one.");
        assertThat(model.call(2).request().conversation().messages().get(3).text())
                .contains("unknown constant seven, in: (assert (= answer (* 6 seven)))");
    }

    @Test
    void outvotesAStatementWithAnotherResult() {
        ScriptedUpstream model = Statements.model(
                Statements.statement("(declare-const answer Int) (assert (= answer (* 6 8)))"),
                Statements.statement("(define-fun answer () Real (* 6.0 7.0))"),
                Statements
                        .statement("(declare-const n Int) (assert (= (div n 6) 7)) (assert (= (mod n 6) 0)) (check-sat)"
                                + " (get-value (n))"));
        HarnessRun run = Statements.harness(new Waiting()).upstream(model)
                .parameter("timeout", Duration.ofSeconds(60)).run(Requests.question("What is 6 times 7?"));

        assertThat(facts(model, run)).contains("answer = 42", "2 of 3 independent").doesNotContain("48");
        assertThat(model.calls()).hasSize(5);
    }
}
