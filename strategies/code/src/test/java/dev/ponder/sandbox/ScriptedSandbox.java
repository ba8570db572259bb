package dev.ponder.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** A sandbox that follows a script and records its programs. */
public final class ScriptedSandbox implements CodeSandbox {

    private final Function<PythonProgram, CompletableFuture<RunResult>> script;
    private final List<PythonProgram> programs = new ArrayList<>();
    private int sessions;
    private int open;

    private ScriptedSandbox(Function<PythonProgram, CompletableFuture<RunResult>> script) {
        this.script = script;
    }

    /** A sandbox with these results. */
    public static ScriptedSandbox of(Function<PythonProgram, RunResult> script) {
        return new ScriptedSandbox(program -> CompletableFuture.completedFuture(script.apply(program)));
    }

    /** A sandbox whose programs never end. */
    public static ScriptedSandbox endless() {
        return new ScriptedSandbox(program -> new CompletableFuture<>());
    }

    /** A program that printed this. */
    public static RunResult printed(String output) {
        return new RunResult(Status.OK, output, false, "", "", Map.of(), Duration.ofMillis(400), false);
    }

    /** A program that raised this. */
    public static RunResult raised(String error) {
        return RunResult.failed(Status.FAILED, "", false, error, Duration.ofMillis(400));
    }

    /** A program that called an undefined function. */
    public static RunResult missing(String call) {
        return new RunResult(Status.MISSING_VALUE, "", false, "", call, Map.of("fruit", "'apple'"),
                Duration.ofMillis(400),
                false);
    }

    /** A program that ended like this. */
    public static RunResult ended(Status status, String error) {
        return RunResult.failed(status, "", false, error, Duration.ofMillis(400));
    }

    /** The choice of this sandbox alone. */
    public CodeSandboxes only() {
        return CodeSandboxes.of(Duration.ofSeconds(10), this);
    }

    /** The programs that ran, in order. */
    public List<String> programs() {
        return programs.stream().map(PythonProgram::text).toList();
    }

    /** The last program. */
    public PythonProgram last() {
        return programs.get(programs.size() - 1);
    }

    /** The number of sessions that were opened. */
    public int sessions() {
        return sessions;
    }

    /** The number of sessions that are not closed. */
    public int openSessions() {
        return open;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public String environment() {
        return "Python 3.13 with its standard library";
    }

    @Override
    public CodeSession open() {
        sessions++;
        open++;
        return new CodeSession() {

            private boolean closed;

            @Override
            public void prepare() {
                // Nothing to start
            }

            @Override
            public CompletableFuture<RunResult> run(PythonProgram program) {
                programs.add(program);
                return script.apply(program);
            }

            @Override
            public void close() {
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }

    @Override
    public void close() {
        // Nothing to end
    }
}
