package dev.ponder.strategies.z3.smtlib;

import java.util.List;

/**
 * One question to the solver: what holds at one {@code check-sat} of a script. Immutable.
 *
 * @param label what the script prints before the question; may be empty
 * @param declarations the commands that declare and define sorts, functions and constants, in order
 * @param assertions the asserted terms
 * @param objectives what is to be optimised, the most important first
 * @param constants the names of the declared and defined constants
 * @param terms the terms whose values the script asks for; may be empty
 */
public record SmtQuery(String label, List<String> declarations, List<String> assertions, List<Objective> objectives,
        List<String> constants, List<String> terms) {

    /** The name of the constant that holds the answer, if there is one. */
    public static final String ANSWER = "answer";

    /** What is done with the term of an objective. */
    public enum Goal {
        /** The term is as large as possible. */
        MAXIMIZE,
        /** The term is as small as possible. */
        MINIMIZE,
        /** The term holds if possible ({@code assert-soft}). */
        SOFT
    }

    /**
     * A term to optimise.
     *
     * @param weight the weight of a soft assertion, a decimal number
     */
    public record Objective(Goal goal, String term, String weight) {}

    /** Copies the lists. */
    public SmtQuery {
        declarations = List.copyOf(declarations);
        assertions = List.copyOf(assertions);
        objectives = List.copyOf(objectives);
        constants = List.copyOf(constants);
        terms = List.copyOf(terms);
    }

    /** The terms that the script asks for by name: those of {@code get-value}, else the constant {@link #ANSWER}. */
    public List<String> namedTerms() {
        return terms.isEmpty() && constants.contains(ANSWER) ? List.of(ANSWER) : terms;
    }

    /** Whether the script expects a model: it asks for values or for an optimum. */
    public boolean expectsModel() {
        return !namedTerms().isEmpty() || !objectives.isEmpty();
    }

    /** The same question for the values of these terms. */
    public SmtQuery withTerms(List<String> others) {
        return new SmtQuery(label, declarations, assertions, objectives, constants, others);
    }
}
