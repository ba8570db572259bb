package dev.ponder.api.judge;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Finds a grade in prose: the last number of the last line that speaks of a score, else the first number that could be
 * one.
 */
final class ScoreScanner {

    private ScoreScanner() {
    }

    static OptionalDouble scan(String text, double best) {
        OptionalDouble labelled = text.lines()
                .filter(ScoreScanner::speaksOfScore)
                .map(line -> first(line, best))
                .filter(OptionalDouble::isPresent)
                .reduce(OptionalDouble.empty(), (earlier, later) -> later);
        return labelled.isPresent() ? labelled : first(text, best);
    }

    private static boolean speaksOfScore(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.contains("score") || lower.contains("rating") || lower.contains("grade");
    }

    private static OptionalDouble first(String text, double best) {
        for (int i = 0; i < text.length(); i++) {
            if (isAsciiDigit(text.charAt(i)) && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))) {
                int end = endOfNumber(text, i);
                double value = scaled(Double.parseDouble(text.substring(i, end)), text.substring(end), best);
                if (value >= 0 && value <= best) {
                    return OptionalDouble.of(value);
                }
                i = end;
            }
        }
        return OptionalDouble.empty();
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && isAsciiDigit(text.charAt(end))) {
            end++;
        }
        boolean decimal = end + 1 < text.length() && text.charAt(end) == '.' && isAsciiDigit(text.charAt(end + 1));
        if (decimal) {
            end++;
            while (end < text.length() && isAsciiDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /** A grade may be out of a hundred, or out of whatever follows it. */
    private static double scaled(double value, String rest, double best) {
        String after = rest.stripLeading();
        if (after.startsWith("%")) {
            return value * best / 100;
        }
        String outOf = after.startsWith("/")
                ? after.substring(1)
                : after.startsWith("out of") ? after.substring(6) : "";
        String scale = outOf.stripLeading();
        int end = endOfNumber(scale, 0);
        double most = end == 0 ? best : Double.parseDouble(scale.substring(0, end));
        return most > 0 ? value * best / most : value;
    }

    private static boolean isAsciiDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
