package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.upstream.sim.ArithmeticExpression.Step;
import dev.ponder.runtime.upstream.sim.ArithmeticLexer.Kind;
import dev.ponder.runtime.upstream.sim.ArithmeticLexer.Token;

/** Finds and evaluates the last arithmetic expression of a text. Takes linear time: length and nesting are limited. */
final class ArithmeticParser {

    private static final int MAX_RUN = 512;
    private static final int MAX_NESTING = 16;

    private final List<Token> tokens;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    private ArithmeticParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Optional<ArithmeticExpression> lastIn(String text) {
        var lexer = new ArithmeticLexer(text);
        var run = new ArrayList<Token>();
        ArithmeticExpression last = null;
        Kind kind;
        do {
            Token token = lexer.next();
            kind = token.kind();
            boolean ends = kind == Kind.BREAK || kind == Kind.END;
            if (!ends) {
                run.add(token);
            }
            if (ends || run.size() == MAX_RUN) {
                ArithmeticExpression found = new ArithmeticParser(run).lastExpression();
                last = found == null ? last : found;
                run.clear();
            }
        } while (kind != Kind.END);
        return Optional.ofNullable(last);
    }

    private @Nullable ArithmeticExpression lastExpression() {
        ArithmeticExpression last = null;
        while (at < tokens.size()) {
            int start = at;
            ArithmeticExpression found = expressionFrom(start);
            last = found == null ? last : found;
            at = Math.max(at, start + 1);
        }
        return last;
    }

    private @Nullable ArithmeticExpression expressionFrom(int start) {
        steps.clear();
        try {
            Rational value = sum(0);
            if (value == null) {
                at = start;
                return null;
            }
            boolean question = !steps.isEmpty() && !isScale(start, value);
            return question ? new ArithmeticExpression(written(start), value.shown(), steps) : null;
        } catch (ArithmeticException unanswerable) {
            at = tokens.size();
            return null;
        }
    }

    private @Nullable Rational sum(int nesting) {
        Rational left = product(nesting);
        while (left != null) {
            Operator operator = operatorHere();
            Rational joined = operator != null && operator.addsUp() ? join(left, operator, nesting) : null;
            if (joined == null) {
                break;
            }
            left = joined;
        }
        return left;
    }

    private @Nullable Rational product(int nesting) {
        Rational left = signed(nesting);
        while (left != null) {
            Operator operator = opensBracketAtOnce() ? Operator.TIMES : operatorHere();
            Rational joined = operator != null && !operator.addsUp() ? join(left, operator, nesting) : null;
            if (joined == null) {
                break;
            }
            left = joined;
        }
        return left;
    }

    /** Reads the right side; without one the expression ends before the operator. */
    private @Nullable Rational join(Rational left, Operator operator, int nesting) {
        int before = at;
        int stepsBefore = steps.size();
        at += operatorHere() == null ? 0 : 1;
        Rational right = operator.addsUp() ? product(nesting) : signed(nesting);
        if (right == null) {
            at = before;
            steps.subList(stepsBefore, steps.size()).clear();
            return null;
        }
        return worked(operator, left, right);
    }

    /** A sign stands right before its number; with a blank between, it is the bullet of a list. */
    private @Nullable Rational signed(int nesting) {
        boolean negative = operatorHere() == Operator.MINUS && at + 1 < tokens.size()
                && tokens.get(at).gluedTo(tokens.get(at + 1)) && tokens.get(at + 1).kind() != Kind.OPERATOR;
        if (!negative) {
            return power(nesting);
        }
        int stepsBefore = steps.size();
        at++;
        Rational value = power(nesting);
        if (value == null || steps.size() == stepsBefore) {
            return value == null ? null : value.negate();
        }
        return worked(Operator.MINUS, Rational.ZERO, value);
    }

    private @Nullable Rational power(int nesting) {
        Rational base = primary(nesting);
        if (base == null || operatorHere() != Operator.POWER) {
            return base;
        }
        Rational raised = join(base, Operator.POWER, nesting);
        return raised == null ? base : raised;
    }

    private @Nullable Rational primary(int nesting) {
        if (at == tokens.size()) {
            return null;
        }
        Token token = tokens.get(at++);
        if (token.kind() == Kind.NUMBER) {
            return Rational.of(Numerals.value(token.text()));
        }
        Rational inner = token.kind() == Kind.OPEN && nesting < MAX_NESTING ? sum(nesting + 1) : null;
        boolean closed = inner != null && at < tokens.size() && tokens.get(at++).kind() == Kind.CLOSE;
        return closed ? inner : null;
    }

    private Rational worked(Operator operator, Rational left, Rational right) {
        Rational result = operator.apply(left, right);
        steps.add(new Step(operator, left, right, result));
        return result;
    }

    private @Nullable Operator operatorHere() {
        return at < tokens.size() ? tokens.get(at).operator() : null;
    }

    /** {@code 2(3+4)} multiplies. */
    private boolean opensBracketAtOnce() {
        return at < tokens.size() && tokens.get(at).kind() == Kind.OPEN && tokens.get(at - 1).gluedTo(tokens.get(at));
    }

    /** {@code 0-10} and {@code 1-5} are scales, as in prompts of judges, and no questions. */
    private boolean isScale(int start, Rational value) {
        Token first = tokens.get(start);
        return at == start + 3 && value.numerator().signum() < 0 && tokens.get(start + 1).operator() == Operator.MINUS
                && (first.text().equals("0") || first.text().equals("1"))
                && first.gluedTo(tokens.get(start + 1)) && tokens.get(start + 1).gluedTo(tokens.get(start + 2));
    }

    private String written(int start) {
        var text = new StringBuilder();
        for (int i = start; i < at; i++) {
            boolean sign = tokens.get(i).operator() == Operator.MINUS
                    && (i == start || tokens.get(i - 1).kind() == Kind.OPERATOR
                            || tokens.get(i - 1).kind() == Kind.OPEN);
            text.append(sign ? "-" : tokens.get(i).text().replace(",", ""));
        }
        return text.toString();
    }
}
