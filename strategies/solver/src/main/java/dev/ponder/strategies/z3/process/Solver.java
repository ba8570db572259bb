package dev.ponder.strategies.z3.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Solves scripts. Methods do not block. Thread-safe. */
public interface Solver extends AutoCloseable {

    /** Tells the solver that a script follows soon, so that it can start a process. */
    void prepare();

    /**
     * Solves a script. The future completes on any thread, always with a result and never with an exception; cancelling it ends
     * the process.
     */
    CompletableFuture<SolverResult> solve(SolverRequest request);

    /** Why no script can be solved on this system; empty as long as that is not known. */
    Optional<String> unavailable();

    /** Ends all processes. Scripts that are being solved fail. */
    @Override
    void close();
}
