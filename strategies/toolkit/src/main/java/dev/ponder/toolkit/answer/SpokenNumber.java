package dev.ponder.toolkit.answer;

import java.util.List;
import java.util.Locale;

/** Numbers in words at the start of a text: "twelve apples", "minus 7", "third", "3rd", "two thirds". */
final class SpokenNumber {

    private static final List<String> MINUS = List.of("negative ", "minus ");
    private static final List<String> ORDINAL_SUFFIXES = List.of("st", "nd", "rd", "th");

    private SpokenNumber() {
    }

    /** The text with that number in digits; unchanged if it does not start with a number. */
    static String inDigits(String text) {
        for (String minus : MINUS) {
            if (text.regionMatches(true, 0, minus, 0, minus.length())) {
                String number = positive(text.substring(minus.length()).strip());
                return NumberToken.isDigit(number, 0) ? "-" + number : text;
            }
        }
        return positive(text);
    }

    private static String positive(String text) {
        if (NumberToken.isDigit(text, 0)) {
            return withoutOrdinalSuffix(text);
        }
        int end = wordEnd(text, 0);
        String word = text.substring(0, end);
        String rest = text.substring(end).strip();
        Integer cardinal = NumberWords.cardinal(word);
        if (cardinal != null) {
            return isName(rest) || isPartOf(rest) ? text : withFraction(cardinal, rest);
        }
        int hyphen = word.indexOf('-');
        Integer numerator = hyphen < 0 ? null : NumberWords.cardinal(word.substring(0, hyphen));
        Integer denominator = numerator == null ? null : NumberWords.denominator(word.substring(hyphen + 1));
        if (denominator != null) {
            return numerator + "/" + denominator + " " + rest;
        }
        Integer ordinal = rest.isEmpty() ? NumberWords.ordinal(word) : null;
        if (ordinal != null) {
            return ordinal.toString();
        }
        return word.equalsIgnoreCase("half") && !isPartOf(rest) ? "1/2 " + rest : text;
    }

    private static String withFraction(int numerator, String rest) {
        int end = wordEnd(rest, 0);
        Integer denominator = NumberWords.denominator(rest.substring(0, end));
        return denominator == null ? numerator + " " + rest : numerator + "/" + denominator + rest.substring(end);
    }

    private static String withoutOrdinalSuffix(String text) {
        int digits = 0;
        while (NumberToken.isDigit(text, digits)) {
            digits++;
        }
        int end = wordEnd(text, digits);
        String suffix = text.substring(digits, end).toLowerCase(Locale.ROOT);
        return ORDINAL_SUFFIXES.contains(suffix) ? text.substring(0, digits) + text.substring(end) : text;
    }

    /** Whether the number is part of a name, as in "Three Mile Island". */
    private static boolean isName(String rest) {
        return !rest.isEmpty() && Character.isUpperCase(rest.charAt(0));
    }

    /** Whether the number is only a determiner, as in "One of the reasons". */
    private static boolean isPartOf(String rest) {
        return rest.startsWith("of ");
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || isInnerHyphen(text, start, end))) {
            end++;
        }
        return end;
    }

    private static boolean isInnerHyphen(String text, int start, int at) {
        return at > start && text.charAt(at) == '-' && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
    }
}
