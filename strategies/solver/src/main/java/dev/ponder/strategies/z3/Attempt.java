package dev.ponder.strategies.z3;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.z3.process.Binding;
import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.QueryResult.Status;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;
import dev.ponder.strategies.z3.process.SolverResult.Solved;
import dev.ponder.strategies.z3.smtlib.SmtQuery;
import dev.ponder.strategies.z3.smtlib.SmtScript;

/**
 * One execution of a formal statement.
 *
 * @param index which of the parallel statements this is, from 0
 * @param conversation the prompt and the model's reply, to which a repair adds
 * @param formalisation the statement; empty if the reply has none
 * @param outcome what became of it
 * @param message the solver's message for a repair; empty otherwise
 * @param results the results for the questions of the statement; empty without a conclusion
 */
record Attempt(int index, Conversation conversation, Optional<Formalisation> formalisation, Outcome outcome,
        String message, List<QueryResult> results) {

    enum Outcome {
        /** The solver decided every question, and the results passed their checks. */
        CONCLUSIVE,
        /** The model says that the problem has no formal statement. */
        INAPPLICABLE,
        /** The statement has an error that the model can repair. */
        DEFECTIVE,
        /** There is no result, and a repair would not change that. */
        LOST
    }

    private static final String SIMPLER = " State the problem more simply: small ranges, whole numbers, linear terms, no"
            + " quantifiers.";

    Attempt {
        results = List.copyOf(results);
    }

    static Attempt of(int index, Conversation conversation, Optional<Formalisation> formalisation, Outcome outcome,
            String message) {
        return new Attempt(index, conversation, formalisation, outcome, message, List.of());
    }

    /** The attempt after its execution. A contradiction where a solution is expected is an error of the statement. */
    Attempt executed(SmtScript script, SolverResult result) {
        if (result instanceof Failed failed) {
            return with(failed.fault() == Fault.BUSY || failed.fault() == Fault.UNAVAILABLE
                    ? Outcome.LOST
                    : Outcome.DEFECTIVE,
                    failed.message() + (failed.fault() == Fault.INVALID ? "" : SIMPLER), List.of());
        }
        List<QueryResult> queries = ((Solved) result).queries();
        for (QueryResult query : queries) {
            if (!query.decided()) {
                return with(Outcome.DEFECTIVE, query.status() == Status.UNKNOWN
                        ? "The solver answered unknown: " + query.detail() + "." + SIMPLER
                        : query.detail(), List.of());
            }
        }
        SmtQuery only = script.queries().get(0);
        if (queries.size() == 1 && only.expectsModel() && queries.get(0).status() == Status.UNSATISFIABLE) {
            return with(Outcome.DEFECTIVE,
                    "The script asks for a solution, but these assertions contradict each other:\n"
                            + String.join("\n", queries.get(0).core()),
                    List.of());
        }
        return with(Outcome.CONCLUSIVE, "", queries);
    }

    private Attempt with(Outcome other, String text, List<QueryResult> queries) {
        return new Attempt(index, conversation, formalisation, other, text, queries);
    }

    /** What two statements agree on: the decisions and the values, whatever the names of the constants. */
    String conclusion() {
        return results.stream().map(result -> result.label() + " " + result.status() + " " + values(result))
                .collect(Collectors.joining("\n"));
    }

    /** Whether no other values are possible. */
    boolean unique() {
        return results.stream().allMatch(result -> result.uniqueness() == QueryResult.Uniqueness.UNIQUE);
    }

    private static List<String> values(QueryResult result) {
        return result.values().stream().map(Binding::value).sorted().toList();
    }
}
