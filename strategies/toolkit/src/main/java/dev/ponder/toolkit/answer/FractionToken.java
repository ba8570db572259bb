package dev.ponder.toolkit.answer;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * The fraction of a mixed number, {@code 1/2} in {@code 3 1/2}: proper, in plain digits, directly after the integer.
 *
 * @param value its value
 * @param end its end in the text
 */
record FractionToken(ExactFraction value, int end) {

    private static final String FUNCTION = "frac(";
    private static final int MAX_DIGITS = 100;

    /** The fraction after an integer that ends here; null if there is none. */
    static @Nullable FractionToken after(String text, int start) {
        int at = start;
        while (charAt(text, at) == ' ') {
            at++;
        }
        boolean called = text.startsWith(FUNCTION, at);
        int top = called ? at + FUNCTION.length() : at;
        int slash = digitsEnd(text, top);
        int end = digitsEnd(text, slash + 1);
        boolean digits = slash > top && end > slash + 1 && end - top <= MAX_DIGITS;
        boolean shaped = called
                ? charAt(text, slash) == ';' && charAt(text, end) == ')'
                : at > start && charAt(text, slash) == '/' && isEndOfNumber(charAt(text, end));
        if (!digits || !shaped) {
            return null;
        }
        BigInteger numerator = new BigInteger(text.substring(top, slash));
        BigInteger denominator = new BigInteger(text.substring(slash + 1, end));
        return numerator.compareTo(denominator) >= 0
                ? null
                : new FractionToken(new ExactFraction(numerator, denominator), called ? end + 1 : end);
    }

    private static boolean isEndOfNumber(char next) {
        return !Character.isLetterOrDigit(next) && "/^.(".indexOf(next) < 0;
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (NumberToken.isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static char charAt(String text, int at) {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
