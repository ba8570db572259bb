package dev.ponder.strategies.z3;

import java.util.List;
import java.util.stream.Collectors;

import dev.ponder.strategies.z3.process.Binding;
import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.QueryResult.Status;
import dev.ponder.strategies.z3.process.QueryResult.Uniqueness;
import dev.ponder.toolkit.text.MiddleTruncation;

/** Writes what the solver found, for the model that writes the answer. Pure functions. */
final class SolverFacts {

    private static final int MAX_SCRIPT = 12_000;

    private SolverFacts() {
    }

    /**
     * The statement, its results, and how far they can be trusted.
     *
     * @param contradiction the different result of an answer without the solver; empty if there is none
     */
    static String of(Attempt attempt, FormalisationVote vote, String contradiction) {
        Formalisation statement = attempt.formalisation().orElseThrow();
        String mapping = statement.mapping().isEmpty() ? "" : "\n\nMeaning of the statement:\n" + statement.mapping();
        String agreement = vote.of() == 1
                ? ""
                : "\n\n" + vote.votes() + " of " + vote.of()
                        + " independent statements of the problem have this result.";
        String other = contradiction.isEmpty()
                ? ""
                : "\n\nIt contradicts a calculation without the solver, which ended with: " + contradiction;
        return "Statement of the problem in SMT-LIB:\n" + MiddleTruncation.of(statement.smtlib(), MAX_SCRIPT) + mapping
                + agreement + other + "\n\nResult of the solver:\n" + results(attempt.results());
    }

    private static String results(List<QueryResult> results) {
        return results.stream().map(result -> (result.label().isEmpty() ? "" : result.label() + ": ") + text(result))
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(QueryResult result) {
        if (result.status() == Status.UNSATISFIABLE) {
            return "unsatisfiable. These assertions cannot hold together:\n" + String.join("\n", result.core());
        }
        return "satisfiable. The solution was checked against every assertion." + uniqueness(result) + "\n"
                + Binding.lines(result.values());
    }

    private static String uniqueness(QueryResult result) {
        if (result.uniqueness() == Uniqueness.SEVERAL) {
            return " It is not the only one. Another one:\n" + Binding.lines(result.alternative()) + "\nThe first one:";
        }
        return result.uniqueness() == Uniqueness.UNIQUE ? " It is the only one." : "";
    }
}
