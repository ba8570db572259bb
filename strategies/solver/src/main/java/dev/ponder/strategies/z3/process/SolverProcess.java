package dev.ponder.strategies.z3.process;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;

/** One process, which solves one script and ends. */
final class SolverProcess {

    private final Process process;

    SolverProcess(Process process) {
        this.process = process;
    }

    /** Sends the request. Blocks until the process has read what the pipe does not hold. */
    void send(SolverRequest request) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            request.writeTo(out);
        }
    }

    /** The result, or the failure of a process that ended without one or was killed at its limit. */
    CompletableFuture<SolverResult> result(Duration limit) {
        return process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ended, timeout) -> timeout == null ? read() : killed(limit));
    }

    /** Completes when the process has ended. */
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    void kill() {
        process.destroyForcibly();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The process has ended, so its output is complete and reading it does not block. */
    private SolverResult read() {
        try (var in = new DataInputStream(process.getInputStream())) {
            return SolverResult.readFrom(in);
        } catch (IOException | RuntimeException e) {
            return new Failed(Fault.CRASHED, "the solver process ended with exit code " + process.exitValue());
        }
    }

    private SolverResult killed(Duration limit) {
        kill();
        return new Failed(Fault.TIMEOUT, "The solver found no result within " + limit.toMillis() + " ms.");
    }
}
