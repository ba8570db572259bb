package dev.ponder.strategies.z3.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;
import dev.ponder.strategies.z3.process.SolverResult.Solved;

/** Limits, cancellation and shutdown of real solver processes. */
@Timeout(180)
class SolverProcessesTest {

    private static final String EASY = "(declare-const answer Int) (assert (= answer 42))";
    /** No such numbers exist, and the search for them does not end. */
    private static final String ENDLESS = """
            (declare-const a Int) (declare-const b Int) (declare-const c Int)
            (assert (and (> a 1) (> b 1) (> c 1)))
            (assert (= (+ (* a a a) (* b b b)) (* c c c)))""";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final SolverProcesses solver = new SolverProcesses(1, workers);

    @AfterEach
    void stop() {
        solver.close();
        workers.shutdownNow();
    }

    private static SolverRequest request(String script, long millis) {
        return new SolverRequest(script, Duration.ofMillis(millis), 256);
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children()
                .filter(child -> child.info().commandLine().orElse("").contains("SolverMain") && child.isAlive());
    }

    private static void assertNoChildren() {
        children().forEach(child -> child.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        assertThat(children()).isEmpty();
    }

    private static Fault fault(SolverResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).fault();
    }

    @Test
    void aScriptThatDoesNotEndIsKilledAtItsLimit() {
        SolverResult result = solver.solve(request(ENDLESS, 4_000)).orTimeout(60, TimeUnit.SECONDS).join();

        assertThat(result instanceof Solved solved
                ? solved.queries().get(0).status().name()
                : fault(result).name()).isIn("UNKNOWN", "TIMEOUT");
        assertNoChildren();
    }

    @Test
    void aProcessThatIgnoresItsLimitIsKilled() {
        assertThat(fault(solver.solve(request(EASY, 1)).join())).isEqualTo(Fault.TIMEOUT);
        assertNoChildren();
        assertThat(solver.solve(request(EASY, 30_000)).join()).isInstanceOf(Solved.class);
    }

    @Test
    void aScriptThatNeedsTooMuchMemoryFails() {
        String wide = "(declare-const a (_ BitVec 2000)) (declare-const b (_ BitVec 2000))"
                + "(assert (= (bvmul a b) (bvadd (bvmul a a) (_ bv12345 2000)))) (assert (bvugt a (_ bv9 2000)))"
                + "(assert (= (bvurem b a) (_ bv7 2000)))";
        SolverResult result = solver.solve(new SolverRequest(wide, Duration.ofSeconds(60), 32)).join();

        if (result instanceof Solved solved) {
            assertThat(solved.queries().get(0).status()).isEqualTo(QueryResult.Status.UNKNOWN);
            assertThat(solved.queries().get(0).detail()).contains("memory");
        } else {
            assertThat(fault(result)).isIn(Fault.MEMORY, Fault.CRASHED);
        }
    }

    @Test
    void cancellingKillsTheProcessAndFreesItsPlace() {
        CompletableFuture<SolverResult> endless = solver.solve(request(ENDLESS, 60_000));
        CompletableFuture<SolverResult> next = solver.solve(request(EASY, 60_000));
        while (children().findAny().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(next).isNotDone();

        endless.cancel(true);

        assertThat(next.join()).isInstanceOf(Solved.class);
        assertNoChildren();
    }

    @Test
    void aScriptWaitsForAtMostItsTimeout() {
        CompletableFuture<SolverResult> endless = solver.solve(request(ENDLESS, 60_000));

        assertThat(fault(solver.solve(request(EASY, 200)).join())).isEqualTo(Fault.BUSY);
        endless.cancel(true);
    }

    @Test
    void cancellingWhileWaitingLeavesTheQueue() {
        CompletableFuture<SolverResult> endless = solver.solve(request(ENDLESS, 60_000));
        CompletableFuture<SolverResult> waiting = solver.solve(request(EASY, 60_000));
        waiting.cancel(true);
        endless.cancel(true);

        assertThat(solver.solve(request(EASY, 60_000)).join()).isInstanceOf(Solved.class);
    }

    @Test
    void closingKillsAllProcessesAndDeletesTheLibraries() {
        CompletableFuture<SolverResult> endless = solver.solve(request(ENDLESS, 60_000));
        while (children().findAny().isEmpty()) {
            Thread.onSpinWait();
        }
        solver.close();

        assertThat(fault(endless.join())).isEqualTo(Fault.CRASHED);
        assertNoChildren();
        assertThat(fault(solver.solve(request(EASY, 1_000)).join())).isEqualTo(Fault.CRASHED);
    }

    @Test
    void aPreparedProcessSolvesTheNextScript() {
        // On the caller's thread, so that the process is ready when prepare() returns
        try (var direct = new SolverProcesses(1, Runnable::run)) {
            direct.prepare();
            direct.prepare();
            List<ProcessHandle> prepared = children().toList();
            assertThat(prepared).hasSize(1);

            assertThat(direct.solve(request(EASY, 60_000)).join()).isInstanceOf(Solved.class);
            assertNoChildren();
        }
    }

    @Test
    void solvesAfterAPreparedProcessHasEnded() {
        try (var direct = new SolverProcesses(1, Runnable::run)) {
            direct.prepare();
            List<ProcessHandle> prepared = children().toList();
            assertThat(prepared).hasSize(1);
            prepared.forEach(ProcessHandle::destroyForcibly);
            assertNoChildren();

            assertThat(direct.solve(request(EASY, 60_000)).join()).isInstanceOf(Solved.class);
        }
    }

    @Test
    void unpacksTheLibrariesAgainWhenTheyAreGone(@TempDir Path temporary) throws IOException {
        String before = System.setProperty("java.io.tmpdir", temporary.toString());
        try {
            assertThat(solver.solve(request(EASY, 60_000)).join()).isInstanceOf(Solved.class);
            Path unpacked;
            try (Stream<Path> folders = Files.list(temporary)) {
                unpacked = folders.findFirst().orElseThrow();
            }
            Files.move(unpacked, temporary.resolve("gone"));

            assertThat(solver.solve(request(EASY, 60_000)).join()).isInstanceOf(Solved.class);
            assertThat(solver.unavailable()).isEmpty();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void withoutAFolderForTemporaryFilesNoScriptCanBeSolved() {
        String before = System.setProperty("java.io.tmpdir", "/proc/none");
        try {
            assertThat(fault(solver.solve(request(EASY, 10_000)).join())).isEqualTo(Fault.UNAVAILABLE);
            assertThat(solver.unavailable().orElse("")).contains("/proc/none");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }
}
