package dev.ponder.toolkit.answer;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A number written in digits: {@code 1,234.5}, {@code 1 234}, {@code .5}, {@code 1e3}.
 *
 * @param digits its digits, without separators, point and exponent
 * @param places the number of digits after the point
 * @param exponent the power of ten after {@code e}
 * @param end its end in the text
 */
record NumberToken(String digits, int places, int exponent, int end) {

    private static final int MAX_DIGITS = 1000;
    private static final int MAX_EXPONENT = 1000;
    private static final int GROUP = 3;

    /** The number that starts here; null if there is none. */
    static @Nullable NumberToken at(String text, int start) {
        int end = integerEnd(text, start);
        int point = end;
        if (isAt(text, end, '.') && isDigit(text, end + 1)) {
            end = digitsEnd(text, end + 1);
        }
        if (end == start) {
            return null;
        }
        int places = Math.max(0, end - point - 1);
        int exponentEnd = exponentEnd(text, end);
        int exponent = exponentEnd == end ? 0 : clamped(text.substring(end + 1, exponentEnd));
        return new NumberToken(digitsOf(text, start, end), places, exponent, exponentEnd);
    }

    /** Its exact value; null if it is too large. */
    @Nullable
    ExactFraction value() {
        if (digits.length() > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
            return null;
        }
        return ExactFraction.of(new BigDecimal(new BigInteger(digits), places - exponent));
    }

    /** The number of decimals; 0 for a whole number. */
    int decimals() {
        return Math.max(0, places - exponent);
    }

    boolean isPlainInteger() {
        return places == 0 && exponent == 0;
    }

    boolean hasLeadingZero() {
        return digits.length() - places > 1 && digits.charAt(0) == '0';
    }

    /** The end of the digits before the point. Separators are accepted only between groups of three digits. */
    private static int integerEnd(String text, int start) {
        int end = digitsEnd(text, start);
        if (end == start || end - start > GROUP || !isSeparator(text, end)) {
            return end;
        }
        char separator = text.charAt(end);
        int grouped = end;
        while (isAt(text, grouped, separator) && isGroup(text, grouped + 1)) {
            grouped += GROUP + 1;
        }
        boolean listGoesOn = separator == ',' && isAt(text, grouped, ',') && isDigit(text, grouped + 1);
        return listGoesOn ? end : grouped;
    }

    private static boolean isGroup(String text, int start) {
        return digitsEnd(text.substring(start, Math.min(text.length(), start + GROUP + 1)), 0) == GROUP;
    }

    private static boolean isSeparator(String text, int at) {
        return isAt(text, at, ',') || (at < text.length() && Character.isSpaceChar(text.charAt(at)));
    }

    private static int exponentEnd(String text, int start) {
        if (!isAt(text, start, 'e') && !isAt(text, start, 'E')) {
            return start;
        }
        int sign = isAt(text, start + 1, '-') || isAt(text, start + 1, '+') ? 1 : 0;
        int end = digitsEnd(text, start + 1 + sign);
        return end == start + 1 + sign ? start : end;
    }

    private static int clamped(String exponent) {
        return exponent.length() > 5 ? MAX_EXPONENT + 1 : Integer.parseInt(exponent);
    }

    private static String digitsOf(String text, int start, int end) {
        StringBuilder digits = new StringBuilder(end - start);
        for (int at = start; at < end; at++) {
            if (isDigit(text, at)) {
                digits.append(text.charAt(at));
            }
        }
        return digits.toString();
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (isDigit(text, end)) {
            end++;
        }
        return end;
    }

    /** Only ASCII digits: normalisation has converted the supported others. */
    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isAt(String text, int at, char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }
}
