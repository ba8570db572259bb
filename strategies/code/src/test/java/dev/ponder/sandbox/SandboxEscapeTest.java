package dev.ponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** Programs try to leave every sandbox that works on this machine. Each test first shows that the attempt succeeds without a sandbox. */
@Timeout(240)
class SandboxEscapeTest {

    private static final Duration TIME = Duration.ofSeconds(60);
    private static final String ESCAPED = "ESCAPED";
    private static final String BEGUN = "print('begun', flush=True)\n";
    private static final Map<String, Boolean> UNGUARDED = new ConcurrentHashMap<>();

    /** One for each sandbox, because an interpreter as WebAssembly takes seconds to start. */
    private static final Map<CodeSandbox, CodeSession> SESSIONS = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        SESSIONS.values().forEach(CodeSession::close);
        SESSIONS.clear();
    }

    @TempDir
    Path folder;

    static Stream<Arguments> attempts() {
        return AvailableSandboxes.all().stream().flatMap(sandbox -> EscapeAttempt.all().stream()
                .map(attempt -> Arguments.of(sandbox.name(), attempt, sandbox)));
    }

    static Stream<Arguments> sandboxes() {
        return AvailableSandboxes.all().stream().map(sandbox -> Arguments.of(sandbox.name(), sandbox));
    }

    @ParameterizedTest(name = "{0}: {1}", allowZeroInvocations = true, autoCloseArguments = false)
    @MethodSource("attempts")
    void noAttemptSucceeds(String name, EscapeAttempt attempt, CodeSandbox sandbox) throws IOException {
        boolean succeeds = UNGUARDED.computeIfAbsent(attempt.name(), first -> succeedsUnguarded(attempt));
        if (attempt.everywhere()) {
            assertThat(succeeds).as("%s, without a sandbox", attempt).isTrue();
        } else {
            assumeTrue(succeeds, attempt + " fails on this machine even without a sandbox");
        }
        CodeSession session = SESSIONS.computeIfAbsent(sandbox, CodeSandbox::open);
        try (var target = new EscapeTarget(folder)) {
            RunResult result = session.run(new PythonProgram(
                    target.names(true) + BEGUN + attempt.program(), TIME, true, false, Map.of())).join();

            assertThat(result.output()).as("%s", result).startsWith("begun").doesNotContain(ESCAPED);
            assertThat(target.harm()).isEmpty();
        }
    }

    private boolean succeedsUnguarded(EscapeAttempt attempt) {
        try (var target = new EscapeTarget(Files.createDirectories(folder.resolve("unguarded")));
                var pool = AvailableSandboxes.unguarded(AvailableSandboxes.OUTPUT);
                CodeSession session = pool.open()) {
            RunResult result = session.run(PythonProgram.of(target.names(false) + attempt.program(), TIME)).join();
            return result.output().contains(ESCAPED);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // Time and output

    /** A loop that ignores signals and exceptions. It ends after some seconds, so that it does no harm without a limit. */
    private static String loop(int seconds) {
        return """
                import signal, time
                try:
                    for number in range(1, 65):
                        if number not in (9, 19, 32, 33):
                            signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError, AttributeError):
                    pass
                end = time.monotonic() + %d
                while time.monotonic() < end:
                    try:
                        while time.monotonic() < end:
                            pass
                    except BaseException:
                        pass
                print('ESCAPED')""".formatted(seconds);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true, autoCloseArguments = false)
    @MethodSource("sandboxes")
    void endsEndlessLoops(String name, CodeSandbox sandbox) {
        try (var pool = AvailableSandboxes.unguarded(AvailableSandboxes.OUTPUT); CodeSession free = pool.open()) {
            assertThat(free.run(PythonProgram.of(loop(1), TIME)).join().output()).contains(ESCAPED);
        }
        try (CodeSession session = sandbox.open()) {
            assertThat(session.run(PythonProgram.of("1", TIME)).join().ok()).isTrue();
            RunResult result = session
                    .run(PythonProgram.of("print('so far')\n" + loop(60), Duration.ofSeconds(2))).join();

            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
            assertThat(result.output()).contains("so far").doesNotContain(ESCAPED);
            assertThat(result.elapsed()).as("much less than the loop takes").isLessThan(Duration.ofSeconds(30));
            assertThat(session.run(PythonProgram.of("'alive'", TIME)).join().output()).isEqualTo("alive\n");
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true, autoCloseArguments = false)
    @MethodSource("sandboxes")
    void keepsOnlyTheHeadOfAFlood(String name, CodeSandbox sandbox) {
        String flood = "for _ in range(1000):\n    print('x' * 1000)\nprint('ESCAPED')";
        try (var pool = AvailableSandboxes.unguarded(16 << 20); CodeSession free = pool.open()) {
            assertThat(free.run(PythonProgram.of(flood, TIME)).join().output()).contains(ESCAPED);
        }
        try (CodeSession session = sandbox.open()) {
            RunResult result = session.run(PythonProgram.of(flood, TIME)).join();

            assertThat(result.ok()).as("%s %s", result.status(), result.error()).isTrue();
            assertThat(result.truncated()).isTrue();
            assertThat(result.output()).hasSizeLessThanOrEqualTo(AvailableSandboxes.OUTPUT).doesNotContain(ESCAPED);
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true, autoCloseArguments = false)
    @MethodSource("sandboxes")
    void endsEndlessFloods(String name, CodeSandbox sandbox) {
        try (CodeSession session = sandbox.open()) {
            RunResult result = session.run(PythonProgram.of("while True:\n    print('x' * 100000)", TIME)).join();

            assertThat(result.status()).isIn(Status.ENDED, Status.TIMEOUT);
            assertThat(result.output()).hasSizeLessThanOrEqualTo(AvailableSandboxes.OUTPUT);
        }
    }

    /** A program that leaves its session and its parent ends with the others. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true, autoCloseArguments = false)
    @MethodSource("sandboxes")
    void leavesNoProcessBehind(String name, CodeSandbox sandbox) {
        close();
        awaitNoProcess("processes of earlier tests");
        try (CodeSession session = sandbox.open()) {
            var running = session.run(PythonProgram.of("""
                    import os, time
                    try:
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                time.sleep(60)
                    except (OSError, AttributeError):
                        pass
                    print('begun')
                    while True:
                        pass""", TIME));
            await(() -> !processes().isEmpty());
            assertThat(processes()).as("processes while the program runs").isNotEmpty();
            running.cancel(true);
        }
        awaitNoProcess("processes of the sandbox");
    }

    private static void awaitNoProcess(String which) {
        await(() -> processes().isEmpty());
        assertThat(processes()).as(which).isEmpty();
    }

    /** Waits as long as a program may take. A process of another parent cannot be waited for, so the condition is polled. */
    private static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - begin < TIME.toNanos()) {
            Thread.onSpinWait();
        }
    }

    /** All processes of all sandboxes, wherever they hang in the tree of processes. */
    private static List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> runsDriver(Path.of("/proc", Long.toString(process.pid()), "cmdline"))).toList();
    }

    private static boolean runsDriver(Path command) {
        try {
            String text = Files.readString(command, StandardCharsets.ISO_8859_1);
            return text.contains("Runs programs in one interpreter") || text.contains("WasmPython");
        } catch (IOException ended) {
            return false;
        }
    }
}
