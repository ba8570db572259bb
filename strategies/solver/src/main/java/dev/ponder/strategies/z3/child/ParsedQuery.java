package dev.ponder.strategies.z3.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Z3Exception;

import dev.ponder.strategies.z3.smtlib.InvalidScriptException;
import dev.ponder.strategies.z3.smtlib.SmtQuery;
import dev.ponder.strategies.z3.smtlib.SmtQuery.Objective;

/**
 * A question as terms of Z3.
 *
 * @param assertions the asserted terms, in the order of the script
 * @param names the texts of the requested terms: those that the script names, else all constants
 * @param terms the requested terms
 * @param maximized the terms to maximise, the most important first
 */
record ParsedQuery(List<BoolExpr> assertions, List<String> names, List<Expr<?>> terms, List<Expr<?>> maximized) {

    private static final int MAX_TERMS = 64;
    private static final Pattern POSITION = Pattern.compile("\\(error \"line (\\d{1,6}) column \\d+: (.*?)\"\\)",
            Pattern.DOTALL);

    static ParsedQuery of(SmtQuery query, Context context) throws InvalidScriptException {
        List<String> names = query.namedTerms().isEmpty() ? query.constants() : query.namedTerms();
        names = names.stream().distinct().limit(MAX_TERMS).toList();
        List<String> targets = new ArrayList<>(query.objectives().stream().map(Objective::term).toList());
        targets.addAll(names);
        List<BoolExpr> parsed = parse(query, targets, context);
        int asserted = query.assertions().size();
        List<Expr<?>> terms = new ArrayList<>();
        parsed.subList(asserted, parsed.size()).forEach(equation -> terms.add(equation.getArgs()[0]));
        int objectives = query.objectives().size();
        return new ParsedQuery(parsed.subList(0, asserted), names, terms.subList(objectives, terms.size()),
                maximized(query.objectives(), terms, context));
    }

    /** Terms other than assertions are parsed as both sides of an equation. */
    private static List<BoolExpr> parse(SmtQuery query, List<String> targets, Context context)
            throws InvalidScriptException {
        List<String> lines = new ArrayList<>(query.declarations());
        query.assertions().forEach(assertion -> lines.add("(assert " + assertion + ")"));
        targets.forEach(term -> lines.add("(assert (= " + term + " " + term + "))"));
        List<BoolExpr> parsed;
        try {
            parsed = Arrays.asList(context.parseSMTLIB2String(String.join("\n", lines), null, null, null, null));
        } catch (Z3Exception e) {
            throw new InvalidScriptException(located(String.valueOf(e.getMessage()), lines));
        }
        int expected = query.assertions().size() + targets.size();
        if (parsed.size() != expected) {
            throw new InvalidScriptException("The solver read " + parsed.size() + " of " + expected
                    + " assertions and terms. Write each assertion as one plain (assert ...) command.");
        }
        return parsed;
    }

    /** The solver's first error with the command instead of its position. */
    private static String located(String message, List<String> lines) {
        Matcher error = POSITION.matcher(message);
        if (!error.find()) {
            return message.strip();
        }
        int line = Integer.parseInt(error.group(1));
        return "Error: " + error.group(2) + (line >= 1 && line <= lines.size() ? ", in: " + lines.get(line - 1) : "");
    }

    private static List<Expr<?>> maximized(List<Objective> objectives, List<Expr<?>> terms, Context context) {
        List<Expr<?>> maximized = new ArrayList<>();
        List<ArithExpr<?>> soft = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            Expr<?> term = terms.get(i);
            switch (objectives.get(i).goal()) {
                case MAXIMIZE -> maximized.add(term);
                case MINIMIZE -> maximized.add(negated(term, context));
                case SOFT -> soft.add((ArithExpr<?>) context.mkITE((BoolExpr) term,
                        context.mkReal(objectives.get(i).weight()), context.mkReal(0)));
            }
        }
        if (!soft.isEmpty()) {
            maximized.add(context.mkAdd(soft.toArray(new ArithExpr[0])));
        }
        return Collections.unmodifiableList(maximized);
    }

    private static Expr<?> negated(Expr<?> term, Context context) {
        return context.mkUnaryMinus((ArithExpr<?>) term);
    }
}
