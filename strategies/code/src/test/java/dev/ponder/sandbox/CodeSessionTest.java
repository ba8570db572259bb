package dev.ponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.sandbox.bubblewrap.BubblewrapSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** Sessions with real interpreters, two at the same time. */
@Timeout(120)
class CodeSessionTest {

    private static final Duration TIME = Duration.ofSeconds(30);
    private final BubblewrapSandbox sandbox = AvailableSandboxes.bubblewrap(2);

    @BeforeEach
    void setUp() {
        sandbox.unavailable().ifPresent(reason -> assumeTrue(false, reason));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static RunResult run(CodeSession session, String program) {
        return session.run(PythonProgram.of(program, TIME)).join();
    }

    @Test
    void keepsVariablesAndPrintsTheLastExpression() {
        try (CodeSession session = sandbox.open()) {
            assertThat(run(session, "x = 6").output()).isEmpty();
            assertThat(run(session, "print('is'); x * 7").output()).isEqualTo("is\n42\n");
            assertThat(session.run(new PythonProgram("x", TIME, true, false, Map.of())).join().error())
                    .contains("NameError: name 'x' is not defined");
        }
    }

    @Test
    void showsTheTailOfTheTraceback() {
        try (CodeSession session = sandbox.open()) {
            RunResult result = run(session, "def f(n):\n    return 1 / n\nprint('before')\nf(0)");

            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.output()).isEqualTo("before\n");
            assertThat(result.error()).contains("program.py\", line 2, in f", "return 1 / n", "ZeroDivisionError")
                    .doesNotContain("<string>");
            assertThat(run(session, "print('unfinished").error()).contains("SyntaxError");
        }
    }

    @Test
    void stopsAtUndefinedFunctionsAndGoesOnWithTheirValues() {
        String program = "names = ['apple', 'car']\n[n for n in names if is_fruit(n)]";
        try (CodeSession session = sandbox.open()) {
            RunResult stopped = session.run(new PythonProgram(program, TIME, true, true, Map.of())).join();
            assertThat(stopped.missingCall()).isEqualTo("is_fruit('apple')");
            assertThat(stopped.state()).containsEntry("names", "['apple', 'car']");

            RunResult result = session.run(new PythonProgram(program, TIME, true, true,
                    Map.of("is_fruit(\"apple\")", "True", "is_fruit('car')", "False"))).join();
            assertThat(result.output()).isEqualTo("['apple']\n");
        }
    }

    /** Without that, it would read the next request and answer it. */
    @Test
    void aProcessThatTheProgramStartedEndsWithIt() {
        try (CodeSession session = sandbox.open()) {
            assertThat(run(session, "import os\nos.fork()\nprint('both')").output()).matches("(both|\\s)+");
            for (int i = 0; i < 5; i++) {
                assertThat(run(session, "print(" + i + ")").output().strip()).endsWith(String.valueOf(i));
            }
        }
    }

    @Test
    void givesTheSameRandomNumbersEachTime() {
        String program = "import random\nrandom.random(), hash('x')";
        try (CodeSession first = sandbox.open(); CodeSession second = sandbox.open()) {
            assertThat(run(first, program).output()).isEqualTo(run(second, program).output());
        }
    }

    @Test
    void saysThatVariablesAreLost() {
        try (CodeSession session = sandbox.open()) {
            run(session, "x = 1");
            assertThat(run(session, "import os\nos._exit(3)").error()).contains("exit code 3");

            assertThat(run(session, "1").stateLost()).isTrue();
            assertThat(run(session, "1").stateLost()).isFalse();
        }
    }

    /** A session that waits for its model gives its place to one that has a program. */
    @Test
    void endsIdleInterpretersIfOthersWait() {
        try (CodeSession first = sandbox.open();
                CodeSession second = sandbox.open();
                CodeSession third = sandbox.open()) {
            run(first, "x = 1");
            run(second, "x = 2");
            assertThat(run(third, "'third'").output()).isEqualTo("third\n");
            assertThat(run(second, "x").output()).isEqualTo("2\n");
            assertThat(run(first, "1").stateLost()).isTrue();
        }
    }

    @Test
    void isBusyAfterTheTimeoutOfAProgram() throws Exception {
        try (CodeSession first = sandbox.open();
                CodeSession second = sandbox.open();
                CodeSession third = sandbox.open()) {
            CompletableFuture<RunResult> one = first.run(PythonProgram.of("while True: pass", TIME));
            CompletableFuture<RunResult> two = second.run(PythonProgram.of("while True: pass", TIME));
            RunResult busy = third.run(PythonProgram.of("1", Duration.ofMillis(200))).get(20, TimeUnit.SECONDS);

            assertThat(busy.status()).isEqualTo(Status.BUSY);
            one.cancel(true);
            assertThat(run(third, "'free'").output()).isEqualTo("free\n");
            two.cancel(true);
        }
    }

    @Test
    void runsNothingAfterItIsClosed() {
        CodeSession session = sandbox.open();
        session.close();

        assertThat(run(session, "1").status()).isEqualTo(Status.UNAVAILABLE);
    }
}
