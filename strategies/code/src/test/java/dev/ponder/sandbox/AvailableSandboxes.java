package dev.ponder.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.ponder.sandbox.bubblewrap.BubblewrapSandbox;
import dev.ponder.sandbox.bubblewrap.ProgramLimits;
import dev.ponder.sandbox.process.InterpreterCommand;
import dev.ponder.sandbox.process.InterpreterPool;
import dev.ponder.sandbox.process.PoolLimits;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.wasm.WasmSandbox;

/** The sandboxes that work on this machine, and a Python without any. */
final class AvailableSandboxes {

    static final ExecutorService WORKERS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "sandbox-test");
        thread.setDaemon(true);
        return thread;
    });
    static final Path PYTHON = Path.of("/usr/bin/python3");
    static final ProgramLimits LIMITS = new ProgramLimits(400, 20, 4, 32);
    static final int OUTPUT = 64 * 1024;

    private AvailableSandboxes() {
    }

    static PoolLimits pool(int interpreters) {
        return new PoolLimits(interpreters, Duration.ofSeconds(60), OUTPUT);
    }

    static BubblewrapSandbox bubblewrap(int interpreters) {
        return new BubblewrapSandbox(Path.of("/usr/bin/bwrap"), PYTHON, LIMITS, pool(interpreters), WORKERS);
    }

    /** On a Java 25 among those of the system, if the tests run on an older one. */
    static WasmSandbox wasm(int interpreters) {
        Optional<Path> java = Runtime.version().feature() >= 25
                ? Optional.empty()
                : Optional.ofNullable(new File("/usr/lib/jvm").listFiles((folder, name) -> name.contains("25")))
                        .flatMap(homes -> Stream.of(homes).findFirst()).map(File::toPath);
        return new WasmSandbox(java, 512, pool(interpreters), WORKERS);
    }

    /** Created when a test asks for them, because their own test takes seconds. */
    private static final class Found {
        private static final List<CodeSandbox> ALL = found();
    }

    /** Sandboxes that passed their own test. Why others do not work is printed. */
    static List<CodeSandbox> all() {
        return Found.ALL;
    }

    private static List<CodeSandbox> found() {
        var found = new ArrayList<CodeSandbox>();
        for (CodeSandbox sandbox : List.of(bubblewrap(4), wasm(4))) {
            sandbox.unavailable().ifPresentOrElse(
                    reason -> System.getLogger("sandbox").log(System.Logger.Level.WARNING,
                            "tests of the sandbox {0} are skipped: {1}", sandbox.name(), reason),
                    () -> found.add(sandbox));
        }
        return List.copyOf(found);
    }

    static boolean hasPython() {
        return Files.isExecutable(PYTHON);
    }

    /** Plain Python with the same driver: what the sandboxes guard against. */
    static InterpreterPool unguarded(int outputBytes) {
        InterpreterCommand plain = () -> {
            var builder = new ProcessBuilder(PYTHON.toString(), "-s", "-B", "-u", "-c", InterpreterCommand.driver())
                    .redirectErrorStream(true);
            builder.environment().put(EscapeTarget.SECRET_NAME, EscapeTarget.SECRET);
            return builder.start();
        };
        return new InterpreterPool(plain, new PoolLimits(4, Duration.ofSeconds(60), outputBytes), WORKERS);
    }
}
