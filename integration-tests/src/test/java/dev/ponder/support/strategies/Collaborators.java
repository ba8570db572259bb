package dev.ponder.support.strategies;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.ponder.sandbox.CodeSandboxes;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** Stand-ins for what strategies get besides their settings, where the real thing would start processes. */
final class Collaborators {

    private static final Map<Class<?>, Supplier<Object>> KNOWN = Map.of(
            CodeSandboxes.class, () -> CodeSandboxes.of(Duration.ofSeconds(10), new PrintingSandbox()));

    private Collaborators() {
    }

    /** The stand-in for this type; empty if it has none. */
    static Optional<Object> find(Class<?> type) {
        return Optional.ofNullable(KNOWN.get(type)).map(Supplier::get);
    }

    /** Every program prints 42. */
    private static final class PrintingSandbox implements CodeSandbox, CodeSession {

        @Override
        public String name() {
            return "printing";
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public String environment() {
            return "Python";
        }

        @Override
        public CodeSession open() {
            return this;
        }

        @Override
        public void prepare() {
            // Nothing to start
        }

        @Override
        public CompletableFuture<RunResult> run(PythonProgram program) {
            return CompletableFuture.completedFuture(
                    new RunResult(Status.OK, "42", false, "", "", Map.of(), Duration.ofMillis(10), false));
        }

        @Override
        public void close() {
            // Nothing to end
        }
    }
}
