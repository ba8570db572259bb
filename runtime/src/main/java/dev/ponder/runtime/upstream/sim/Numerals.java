package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;

/** How numbers are written: digits, thousands separators, a fraction. */
final class Numerals {

    private static final int GROUP = 3;

    private Numerals() {
    }

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    static boolean isMinus(char c) {
        return c == '-' || c == '\u2212' || c == '\u2013';
    }

    /** Where the number ends that begins here; here itself when there is none. Signs are not part of it. */
    static int end(String text, int start) {
        int at = afterDigits(text, start);
        if (at > start && at - start <= GROUP) {
            while (groupAt(text, at)) {
                at += 1 + GROUP;
            }
        }
        boolean fraction = at < text.length() && text.charAt(at) == '.' && isDigit(text, at + 1);
        return fraction ? afterDigits(text, at + 1) : at;
    }

    /** The value of a number without sign. */
    static BigDecimal value(String number) {
        return new BigDecimal(number.replace(",", ""));
    }

    /** The same value in the one form that is written and compared. */
    static BigDecimal tidy(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static int afterDigits(String text, int start) {
        int at = start;
        while (isDigit(text, at)) {
            at++;
        }
        return at;
    }

    private static boolean groupAt(String text, int at) {
        return at < text.length() && text.charAt(at) == ',' && isDigit(text, at + 1) && isDigit(text, at + 2)
                && isDigit(text, at + GROUP) && !isDigit(text, at + GROUP + 1);
    }
}
