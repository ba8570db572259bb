package dev.ponder.toolkit.answer;

import java.util.Set;
import java.util.TreeSet;

/** Equations whose right side is the answer, and whose left side names or computes it. */
final class Equations {

    private static final String SIGNS = "=≈∈";

    private Equations() {
    }

    /** {@code 5} for {@code x = 5}, {@code f(x) = 5} and {@code 2 + 3 = 5}; any other text unchanged. */
    static String withoutSubject(String text) {
        int sign = lastSign(text);
        return sign > 0 && isSubject(text.substring(0, sign).strip()) ? text.substring(sign + 1).strip() : text;
    }

    /** The name on the left side; empty if there is none. */
    static String subjectOf(String text) {
        int sign = lastSign(text);
        String left = sign < 0 ? "" : text.substring(0, sign).strip();
        return isName(left) ? left : "";
    }

    /** The position of the last equality sign outside of brackets; negative if there is none. */
    static int lastSign(String text) {
        int last = -1;
        for (int index = 0; index < SIGNS.length(); index++) {
            last = Math.max(last, Brackets.lastOutside(text, SIGNS.charAt(index)));
        }
        boolean ordering = last > 0 && "<>!".indexOf(text.charAt(last - 1)) >= 0;
        return ordering || last == text.length() - 1 ? -1 : last;
    }

    private static boolean isSubject(String left) {
        if (left.isEmpty() || isName(left)) {
            return true;
        }
        Expression formula = ExpressionParser.parse(left);
        if (formula == null) {
            return !isOrdering(left);
        }
        Set<String> variables = new TreeSet<>();
        formula.addVariables(variables);
        return variables.isEmpty();
    }

    private static boolean isOrdering(String text) {
        return text.chars().anyMatch(sign -> "<>≤≥≠".indexOf(sign) >= 0);
    }

    /** A variable, a function of variables, or a bracketed list of variables: only letters. */
    private static boolean isName(String left) {
        boolean wordy = !left.isEmpty();
        for (int at = 0; at < left.length() && wordy; at++) {
            char sign = left.charAt(at);
            wordy = Character.isLetter(sign) || "_(), '|".indexOf(sign) >= 0
                    || (Character.isDigit(sign) && at > 0 && left.lastIndexOf('_', at) >= 0);
        }
        return wordy;
    }
}
