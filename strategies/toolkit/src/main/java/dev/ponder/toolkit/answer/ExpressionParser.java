package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Parses formulas in the notation of {@link PlainMath}, such as {@code -3x^2 + frac(1;2)}.
 *
 * <p>One pass, with a look-ahead of one word; the depth is bounded. Anything unknown makes the whole text unreadable,
 * because a wrong value is worse than no value.
 */
final class ExpressionParser {

    private static final int MAX_DEPTH = 50;
    /** Longer sequences of letters are words, not products of variables. */
    private static final int MAX_LETTERS = 3;
    private static final char END = '\0';
    private static final Expression UNREADABLE = new Expression.Constant(Double.NaN);

    private final String text;
    private int at;
    private int depth;
    private boolean failed;

    private ExpressionParser(String text) {
        this.text = text;
    }

    /** The formula; null if the text is not a formula. */
    static @Nullable Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression whole = parser.sum();
        return parser.failed || parser.peek() != END ? null : whole;
    }

    private Expression sum() {
        Expression left = product();
        for (char operator = peek(); operator == '+' || operator == '-'; operator = peek()) {
            at++;
            left = new Expression.Operation(operator, left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (true) {
            char next = peek();
            if (next == '*' || next == '/') {
                at++;
                left = new Expression.Operation(next, left, signed());
            } else if (next == '(' || next == '{' || Character.isLetter(next)) {
                left = new Expression.Operation('*', left, power());
            } else {
                return left;
            }
        }
    }

    private Expression signed() {
        char sign = peek();
        if (sign != '-' && sign != '+') {
            return power();
        }
        at++;
        Expression operand = nested();
        return sign == '-' ? new Expression.Negative(operand) : operand;
    }

    private Expression power() {
        Expression base = primary();
        while (peek() == '!') {
            at++;
            base = new Expression.Call(MathFunction.FACTORIAL, List.of(base));
        }
        if (peek() != '^') {
            return base;
        }
        at++;
        return new Expression.Operation('^', base, nested());
    }

    /** A signed value one level deeper: signs and powers nest as brackets do. */
    private Expression nested() {
        if (++depth > MAX_DEPTH) {
            return fail();
        }
        Expression inner = signed();
        depth--;
        return inner;
    }

    private Expression primary() {
        char first = peek();
        if (NumberToken.isDigit(text, at) || first == '.') {
            return number();
        }
        return switch (first) {
            case '(' -> bracketed(')');
            case '{' -> bracketed('}');
            case '[' -> bracketed(']');
            case '|' -> new Expression.Call(MathFunction.ABS, List.of(bracketed('|')));
            default -> Character.isLetter(first) ? name() : fail();
        };
    }

    private Expression bracketed(char close) {
        if (++depth > MAX_DEPTH) {
            return fail();
        }
        at++;
        Expression inner = sum();
        depth--;
        return accept(close) ? inner : fail();
    }

    private Expression number() {
        NumberToken token = NumberToken.at(text, at);
        ExactFraction value = token == null ? null : token.value();
        if (token == null || value == null || (token.hasLeadingZero() && token.end() - at < text.length())) {
            return fail();
        }
        at = token.end();
        FractionToken fraction = token.isPlainInteger() ? FractionToken.after(text, at) : null;
        if (fraction == null) {
            return new Expression.Literal(value, token.decimals());
        }
        at = fraction.end();
        return new Expression.Literal(value.plus(fraction.value()), 0);
    }

    private Expression name() {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at, end);
        at = end;
        MathFunction function = MathFunction.named(name);
        if (function != null) {
            return call(function);
        }
        if (name.equals("pi")) {
            return new Expression.Constant(Math.PI);
        }
        return name.length() > MAX_LETTERS ? fail() : letters(name);
    }

    private Expression letters(String name) {
        Expression product = symbol(name.charAt(0), name.length() == 1 ? subscript() : "");
        for (int letter = 1; letter < name.length(); letter++) {
            String subscript = letter == name.length() - 1 ? subscript() : "";
            product = new Expression.Operation('*', product, symbol(name.charAt(letter), subscript));
        }
        return product;
    }

    private static Expression symbol(char letter, String subscript) {
        if (subscript.isEmpty() && letter == 'π') {
            return new Expression.Constant(Math.PI);
        }
        if (subscript.isEmpty() && letter == 'e') {
            return new Expression.Constant(Math.E);
        }
        return new Expression.Variable(letter + subscript);
    }

    private String subscript() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '_') {
            at++;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private Expression call(MathFunction function) {
        if (peek() != '(') {
            // sin x, ln 2
            return function.arity() == 1 ? new Expression.Call(function, List.of(nested())) : fail();
        }
        if (++depth > MAX_DEPTH) {
            return fail();
        }
        List<Expression> arguments = new ArrayList<>();
        do {
            at++;
            arguments.add(sum());
        } while (peek() == ';');
        depth--;
        return accept(')') && arguments.size() == function.arity() ? new Expression.Call(function, arguments) : fail();
    }

    private boolean accept(char expected) {
        boolean there = peek() == expected;
        at += there ? 1 : 0;
        return there;
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Jumps to the end of the text, so that every loop ends. */
    private Expression fail() {
        failed = true;
        at = text.length();
        return UNREADABLE;
    }
}
