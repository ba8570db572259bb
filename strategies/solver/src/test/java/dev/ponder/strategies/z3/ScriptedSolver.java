package dev.ponder.strategies.z3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

import dev.ponder.strategies.z3.process.Binding;
import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.QueryResult.Uniqueness;
import dev.ponder.strategies.z3.process.Solver;
import dev.ponder.strategies.z3.process.SolverRequest;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;
import dev.ponder.strategies.z3.process.SolverResult.Solved;

/** A solver that answers at once by a script and records its requests. */
final class ScriptedSolver implements Solver {

    private final BiFunction<SolverRequest, Integer, SolverResult> script;
    private final List<SolverRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<SolverResult>> held = new ArrayList<>();
    private String unavailable = "";

    ScriptedSolver(BiFunction<SolverRequest, Integer, SolverResult> script) {
        this.script = script;
    }

    /** The n-th script has the n-th of these results, and the last one is for all others. */
    static ScriptedSolver of(SolverResult... results) {
        return new ScriptedSolver((request, number) -> results[Math.min(number, results.length - 1)]);
    }

    /** Holds all scripts. */
    static ScriptedSolver holding() {
        return new ScriptedSolver((request, number) -> null);
    }

    /** A solution in which the answer has this value. */
    static SolverResult answer(String value) {
        return solved(QueryResult.satisfiable("", List.of(new Binding("answer", value)), Uniqueness.UNIQUE, List.of()));
    }

    static SolverResult solved(QueryResult... results) {
        return new Solved(List.of(results));
    }

    static SolverResult failed(Fault fault, String message) {
        return new Failed(fault, message);
    }

    ScriptedSolver unavailable(String reason) {
        unavailable = reason;
        return this;
    }

    List<SolverRequest> requests() {
        return requests;
    }

    List<CompletableFuture<SolverResult>> held() {
        return held;
    }

    @Override
    public void prepare() {
        // Nothing to start
    }

    @Override
    public CompletableFuture<SolverResult> solve(SolverRequest request) {
        requests.add(request);
        SolverResult result = script.apply(request, requests.size() - 1);
        if (result == null) {
            var open = new CompletableFuture<SolverResult>();
            held.add(open);
            return open;
        }
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public Optional<String> unavailable() {
        return unavailable.isEmpty() ? Optional.empty() : Optional.of(unavailable);
    }

    @Override
    public void close() {
        // Nothing to end
    }
}
