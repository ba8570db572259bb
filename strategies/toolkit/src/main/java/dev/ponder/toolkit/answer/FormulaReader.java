package dev.ponder.toolkit.answer;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads a plain text as one number, with its unit, or as one formula. */
final class FormulaReader {

    private static final String OPERATORS = "+*^=_!|";
    private static final String RELATIONS = "<>≤≥≠=±∞∪∩^+*\\∅";
    private static final int MAX_LETTERS = 3;
    private static final Pattern FUNCTION = Pattern.compile("\\b(frac|sqrt|root|binom|exp|ln|log|sin|cos|tan)\\b");

    private FormulaReader() {
    }

    /** The value; null if the text is neither. */
    static @Nullable Value read(String text) {
        Expression whole = ExpressionParser.parse(text);
        Value.Amount number = whole == null ? null : number(whole);
        if (number != null) {
            return number;
        }
        Quantity quantity = Quantity.of(text);
        Value.Amount measured = quantity == null ? null : number(quantity);
        boolean sure = quantity != null && !quantity.explained();
        if (measured != null && sure) {
            return measured;
        }
        if (whole != null && looksLikeMath(text)) {
            return new Value.Formula(compact(text), whole, false);
        }
        if (measured != null) {
            return measured;
        }
        return relation(text);
    }

    /** The value of a formula without variables; null if it has variables, or no finite value. */
    private static Value.@Nullable Amount number(Expression formula) {
        Set<String> variables = new TreeSet<>();
        formula.addVariables(variables);
        if (!variables.isEmpty()) {
            return null;
        }
        ExactFraction exact = formula.exact();
        double approximate = exact == null ? formula.at(name -> Double.NaN) : exact.toDouble();
        return exact == null && !Double.isFinite(approximate)
                ? null
                : new Value.Amount(exact, approximate, decimals(formula), false, null);
    }

    private static Value.@Nullable Amount number(Quantity quantity) {
        Expression formula = ExpressionParser.parse(quantity.number());
        Value.Amount number = formula == null ? null : number(formula);
        if (number == null) {
            return null;
        }
        Value.Amount scaled = quantity.scale() == null ? number : number.times(quantity.scale());
        return quantity.percent() ? scaled.asPercent() : scaled.in(quantity.unit());
    }

    private static int decimals(Expression formula) {
        if (formula instanceof Expression.Negative negative) {
            return decimals(negative.of());
        }
        return formula instanceof Expression.Literal literal ? literal.decimals() : 0;
    }

    /** An equation or inequality, or a formula that cannot be evaluated. */
    private static @Nullable Value relation(String text) {
        if (text.chars().noneMatch(sign -> RELATIONS.indexOf(sign) >= 0) || longestRun(text) > MAX_LETTERS) {
            return null;
        }
        int sign = Brackets.lastOutside(text, '=');
        Expression left = sign < 0 ? null : ExpressionParser.parse(text.substring(0, sign));
        Expression right = left == null ? null : ExpressionParser.parse(text.substring(sign + 1));
        Expression difference = left == null || right == null ? null : new Expression.Operation('-', left, right);
        return new Value.Formula(compact(text), difference, difference != null);
    }

    /** Letters alone are words, except for a single letter. */
    private static boolean looksLikeMath(String text) {
        boolean sure = text.length() == 1 || FUNCTION.matcher(text).find()
                || text.chars().anyMatch(sign -> OPERATORS.indexOf(sign) >= 0 || Character.isDigit(sign));
        return !hasPhrase(text) && (sure || isDifferenceOrRatio(text));
    }

    private static boolean isDifferenceOrRatio(String text) {
        return text.chars().anyMatch(sign -> sign == '-' || sign == '/') && longestRun(text) <= 2;
    }

    /** Whether a word of two letters or more is followed by another word. */
    private static boolean hasPhrase(String text) {
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isLetter(text.charAt(at))) {
                boolean word = at - start > 1 && MathFunction.named(text.substring(start, at)) == null;
                boolean another = text.charAt(at) == ' ' && at + 1 < text.length()
                        && Character.isLetter(text.charAt(at + 1));
                if (word && another) {
                    return true;
                }
                start = at + 1;
            }
        }
        return false;
    }

    /** The longest sequence of letters that is not a function. */
    private static int longestRun(String text) {
        int longest = 0;
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || !Character.isLetter(text.charAt(at))) {
                boolean function = MathFunction.named(text.substring(start, at)) != null;
                longest = function ? longest : Math.max(longest, at - start);
                start = at + 1;
            }
        }
        return longest;
    }

    private static String compact(String text) {
        return text.replace(" ", "");
    }
}
