package dev.ponder.strategies.z3.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.z3.Context;

import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.strategies.z3.smtlib.InvalidScriptException;
import dev.ponder.strategies.z3.smtlib.SmtQuery;
import dev.ponder.strategies.z3.smtlib.SmtScript;

/** Solves the questions of a script one by one, each in a context of its own, within a common time limit. */
final class ScriptSolver {

    private final long deadline;

    ScriptSolver(Duration timeout) {
        deadline = System.nanoTime() + timeout.toNanos();
    }

    SolverResult solve(SmtScript script) throws InvalidScriptException {
        List<QueryResult> results = new ArrayList<>();
        List<SmtQuery> queries = script.queries();
        for (int i = 0; i < queries.size(); i++) {
            long share = (deadline - System.nanoTime()) / (queries.size() - i);
            try (var context = new Context()) {
                results.add(new QuerySolver(context, queries.get(i), System.nanoTime() + share).solve());
            }
        }
        return new SolverResult.Solved(results);
    }
}
