package dev.ponder.strategies.z3.child;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.Model;
import com.microsoft.z3.Optimize;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;

import dev.ponder.strategies.z3.process.Binding;
import dev.ponder.strategies.z3.process.QueryResult;
import dev.ponder.strategies.z3.process.QueryResult.Uniqueness;
import dev.ponder.strategies.z3.smtlib.InvalidScriptException;
import dev.ponder.strategies.z3.smtlib.SmtQuery;

/**
 * Solves one question and checks the result: a model must satisfy every assertion when it is evaluated again, an optimum must have no
 * better value, and the assertions of an unsatisfiable core must contradict each other in a second solver. What fails its check is
 * unknown.
 */
final class QuerySolver {

    private final Context context;
    private final SmtQuery query;
    private final ParsedQuery parsed;
    private final long deadline;

    QuerySolver(Context context, SmtQuery query, long deadline) throws InvalidScriptException {
        this.context = context;
        this.query = query;
        this.parsed = ParsedQuery.of(query, context);
        this.deadline = deadline;
    }

    QueryResult solve() {
        String defect = defect();
        if (!defect.isEmpty()) {
            return QueryResult.none(query.label(), QueryResult.Status.DEFECTIVE, defect);
        }
        return parsed.maximized().isEmpty() ? satisfy() : optimize();
    }

    /** Why any result would mean nothing; empty if it means something. */
    private String defect() {
        Set<FuncDecl<?>> constrained = Terms
                .unknowns(parsed.assertions().stream().filter(assertion -> !assertion.simplify().isTrue()).toList());
        if (query.namedTerms().isEmpty() && query.objectives().isEmpty()) {
            return parsed.assertions().isEmpty()
                    ? "Nothing is asserted and no value is asked for."
                    : constrained.isEmpty() && !contradiction() ? "The assertions hold whatever the values are." : "";
        }
        for (int i = 0; i < parsed.terms().size(); i++) {
            Set<FuncDecl<?>> unknowns = Terms.unknowns(List.of(parsed.terms().get(i)));
            if (!query.namedTerms().isEmpty() && !unknowns.isEmpty()
                    && Collections.disjoint(unknowns, constrained)) {
                return "No assertion constrains the value of " + parsed.names().get(i) + ".";
            }
        }
        return "";
    }

    private boolean contradiction() {
        return parsed.assertions().stream().anyMatch(assertion -> assertion.simplify().isFalse());
    }

    private QueryResult satisfy() {
        Solver solver = solver(parsed.assertions());
        return switch (solver.check()) {
            case SATISFIABLE -> checked(solver.getModel(), List.of());
            case UNSATISFIABLE -> unsatisfiable();
            case UNKNOWN -> unknown(solver.getReasonUnknown());
        };
    }

    @SuppressWarnings("unchecked")
    private QueryResult optimize() {
        Optimize optimizer = context.mkOptimize();
        optimizer.setParameters(timeout());
        optimizer.Assert(parsed.assertions().toArray(new BoolExpr[0]));
        List<Optimize.Handle<?>> handles = parsed.maximized().stream().<Optimize.Handle<?>>map(optimizer::MkMaximize)
                .toList();
        return switch (optimizer.Check()) {
            case SATISFIABLE -> bounded(optimizer.getModel(), handles);
            case UNSATISFIABLE -> unsatisfiable();
            case UNKNOWN -> unknown(optimizer.getReasonUnknown());
        };
    }

    private QueryResult bounded(Model model, List<Optimize.Handle<?>> handles) {
        for (int i = 0; i < handles.size(); i++) {
            if (handles.get(i).getUpper().toString().contains("oo")) {
                return QueryResult.none(query.label(), QueryResult.Status.DEFECTIVE, "The objective "
                        + query.objectives().get(i).term() + " has no bound. Assert the limits of the problem.");
            }
        }
        List<BoolExpr> optimal = new ArrayList<>();
        for (Expr<?> term : parsed.maximized()) {
            Expr<?> best = model.eval(term, true);
            List<BoolExpr> better = new ArrayList<>(parsed.assertions());
            better.addAll(optimal);
            better.add(greater(term, best));
            if (solver(better).check() != Status.UNSATISFIABLE) {
                return unknown("the optimum could not be confirmed");
            }
            optimal.add(context.mkEq(term, best));
        }
        return checked(model, optimal);
    }

    private BoolExpr greater(Expr<?> term, Expr<?> bound) {
        return term instanceof BitVecExpr vector
                ? context.mkBVUGT(vector, (BitVecExpr) bound)
                : context.mkGt((ArithExpr<?>) term, (ArithExpr<?>) bound);
    }

    /** Evaluates every assertion under the model again, then looks for other values. */
    private QueryResult checked(Model model, List<BoolExpr> optimal) {
        for (int i = 0; i < parsed.assertions().size(); i++) {
            Expr<?> value = model.eval(parsed.assertions().get(i), true);
            if (!value.isTrue() && !holds((BoolExpr) value)) {
                return unknown("the model of the solver could not be confirmed for the assertion "
                        + query.assertions().get(i));
            }
        }
        List<Expr<?>> values = parsed.terms().stream().<Expr<?>>map(term -> model.eval(term, true)).toList();
        List<BoolExpr> others = new ArrayList<>(parsed.assertions());
        others.addAll(optimal);
        others.add(context.mkNot(equal(values)));
        Solver solver = solver(others);
        Status status = values.isEmpty() ? Status.UNKNOWN : solver.check();
        return QueryResult.satisfiable(query.label(), bindings(values), switch (status) {
            case UNSATISFIABLE -> Uniqueness.UNIQUE;
            case SATISFIABLE -> Uniqueness.SEVERAL;
            case UNKNOWN -> Uniqueness.UNDECIDED;
        }, status == Status.SATISFIABLE ? bindings(values(solver.getModel())) : List.of());
    }

    /** Whether an assertion that the model does not evaluate, such as one with quantifiers, is true under the model. */
    private boolean holds(BoolExpr value) {
        return !value.isFalse() && solver(List.of(context.mkNot(value))).check() == Status.UNSATISFIABLE;
    }

    private BoolExpr equal(List<Expr<?>> values) {
        BoolExpr[] equations = new BoolExpr[values.size()];
        for (int i = 0; i < equations.length; i++) {
            equations[i] = context.mkEq(parsed.terms().get(i), values.get(i));
        }
        return context.mkAnd(equations);
    }

    private List<Expr<?>> values(Model model) {
        return parsed.terms().stream().<Expr<?>>map(term -> model.eval(term, true)).toList();
    }

    private List<Binding> bindings(List<Expr<?>> values) {
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            bindings.add(new Binding(parsed.names().get(i), Terms.value(values.get(i))));
        }
        return bindings;
    }

    /** Finds the contradicting assertions, and confirms them without the others. */
    private QueryResult unsatisfiable() {
        Solver tracking = solver(List.of());
        Map<Expr<?>, Integer> trackers = new HashMap<>();
        for (int i = 0; i < parsed.assertions().size(); i++) {
            BoolExpr tracker = (BoolExpr) context.mkFreshConst("assertion", context.getBoolSort());
            trackers.put(tracker, i);
            tracking.assertAndTrack(parsed.assertions().get(i), tracker);
        }
        if (tracking.check() != Status.UNSATISFIABLE) {
            return unknown("the contradiction could not be confirmed");
        }
        List<Integer> core = new ArrayList<>();
        for (BoolExpr tracker : tracking.getUnsatCore()) {
            core.add(trackers.getOrDefault(tracker, 0));
        }
        Collections.sort(core);
        return solver(core.stream().map(parsed.assertions()::get).toList()).check() == Status.UNSATISFIABLE
                ? QueryResult.unsatisfiable(query.label(), core.stream().map(query.assertions()::get).toList())
                : unknown("the contradiction could not be confirmed");
    }

    private QueryResult unknown(String reason) {
        return QueryResult.none(query.label(), QueryResult.Status.UNKNOWN, reason);
    }

    private Solver solver(Collection<BoolExpr> assertions) {
        Solver solver = context.mkSolver();
        solver.setParameters(timeout());
        solver.add(assertions.toArray(new BoolExpr[0]));
        return solver;
    }

    /** The first check may take two thirds of the time that remains; the others need the rest. */
    private Params timeout() {
        long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        Params parameters = context.mkParams();
        parameters.add("timeout", (int) Math.max(1, remaining * 2 / 3));
        return parameters;
    }
}
