package dev.ponder.toolkit.judge;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a grade in prose: the number after the keyword in the last line with one ({@code Score: 8}), or else the first
 * number that can be a grade. The bounds of a scale ({@code 1-10}, {@code out of 10}) are skipped. Linear in the text.
 */
final class ScoreScanner {

    private static final Pattern KEYWORD = Pattern.compile("score|rating|grade", Pattern.CASE_INSENSITIVE);
    private static final String DIGITS = "[0-9]++(?:\\.[0-9]++)?+";
    /** A scale, which is skipped, or a number with an optional maximum. */
    private static final Pattern NUMBER = Pattern.compile("(?:(?<![\\p{L}\\p{N}])(?:"
            + "(?<scale>[01]\\h{0,3}(?:[-\u2013\u2014]|to)\\h{0,3}(?:100?|5)(?![0-9.]))"
            + "|(?<value>" + DIGITS + ")(?:\\h{0,3}(?:(?<percent>%)|(?:/|out of)\\h{0,3}(?<most>" + DIGITS + ")))?)"
            + ")|(?:/|out of)\\h{0,3}" + DIGITS, Pattern.CASE_INSENSITIVE);

    private ScoreScanner() {
    }

    static OptionalDouble scan(String text, double best) {
        return text.lines()
                .map(line -> afterKeyword(line, best))
                .filter(OptionalDouble::isPresent)
                .reduce((earlier, later) -> later)
                .orElseGet(() -> first(text, 0, best));
    }

    private static OptionalDouble afterKeyword(String line, double best) {
        Matcher keyword = KEYWORD.matcher(line);
        if (!keyword.find()) {
            return OptionalDouble.empty();
        }
        OptionalDouble after = first(line, keyword.end(), best);
        return after.isPresent() ? after : first(line, 0, best);
    }

    private static OptionalDouble first(String text, int from, double best) {
        Matcher number = NUMBER.matcher(text);
        for (boolean found = number.find(from); found; found = number.find()) {
            if (number.group("value") != null) {
                double value = scaled(number, best);
                if (value >= 0 && value <= best) {
                    return OptionalDouble.of(value);
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** Converts a percentage, or a number with its own maximum, to the scale from 0 to best. */
    private static double scaled(Matcher number, double best) {
        double value = Double.parseDouble(number.group("value"));
        if (number.group("percent") != null) {
            return value * best / 100;
        }
        double most = number.group("most") == null ? best : Double.parseDouble(number.group("most"));
        return most > 0 ? value * best / most : value;
    }
}
