package dev.ponder.sandbox.spi;

import java.util.concurrent.CompletableFuture;

/**
 * One interpreter for the programs of one request: a later program sees the variables of the earlier ones. Runs one program at a
 * time. Methods do not block. Thread-safe.
 */
public interface CodeSession extends AutoCloseable {

    /** Tells the session that a program follows soon, so that the interpreter is started in advance if there is room for it. */
    void prepare();

    /**
     * Runs a program. The future completes on any thread, always with a result and never with an exception; cancelling it ends the
     * program with all its processes.
     */
    CompletableFuture<RunResult> run(PythonProgram program);

    /** Ends the interpreter with all its processes. A program that runs is cancelled. */
    @Override
    void close();
}
