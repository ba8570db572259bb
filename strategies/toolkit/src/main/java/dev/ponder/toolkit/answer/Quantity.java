package dev.ponder.toolkit.answer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A number with its currency, percent sign or unit, and possibly an explanation after it.
 *
 * @param number the number alone, in plain notation
 * @param scale the factor of a word after it, such as "million"; null without one
 * @param percent whether it is a percentage
 * @param unit the unit as written; null without one
 * @param explained whether an explanation follows
 */
record Quantity(String number, @Nullable ExactFraction scale, boolean percent, @Nullable String unit,
        boolean explained) {

    private static final int MAX_UNIT_WORDS = 5;
    private static final String CLAUSE_SIGNS = ",(—;:";
    private static final Set<String> EXPLAINING = Set.of("because", "since", "as", "of", "which", "when", "where",
            "so", "given", "assuming", "due");
    private static final Set<String> PERCENT = Set.of("percent", "percentage", "pct");
    /** Words of two letters; any other two letters after a number are variables. */
    private static final Set<String> SHORT_WORDS = Set.of("of", "or", "to", "at", "on", "by", "so", "as", "if", "is",
            "he");
    private static final Pattern EXPONENT = Pattern.compile("\\^\\((-?[0-9])\\)");

    /** Parses a text; null if the text after its number is neither unit nor explanation. */
    static @Nullable Quantity of(String plain) {
        String currency = currencyOf(plain);
        String text = currency == null ? plain : plain.replace("US" + currency, currency).replace(currency, "").strip();
        int tail = tailStart(text);
        String number = text.substring(0, tail).strip();
        String rest = EXPONENT.matcher(text.substring(tail).strip()).replaceAll("^$1");
        String unit = unexplained(rest);
        boolean explained = unit.length() < rest.length();
        boolean percent = number.endsWith("%");
        if (percent) {
            number = number.substring(0, number.length() - 1).strip();
        }
        ExactFraction scale = NumberWords.scale(firstWord(unit));
        if (scale != null) {
            unit = unit.substring(wordEnd(unit, 0)).strip();
        }
        if (unit.startsWith("per cent") || PERCENT.contains(firstWord(unit).toLowerCase(Locale.ROOT))) {
            return new Quantity(number, scale, true, null, explained);
        }
        if (!isUnit(unit)) {
            return null;
        }
        String named = unit.isEmpty() ? currency : unit.replace(" ^", "^").replace("° ", "°");
        return new Quantity(number, scale, percent, percent ? null : named, explained);
    }

    private static @Nullable String currencyOf(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Units.isCurrency(text.charAt(at))) {
                return text.substring(at, at + 1);
            }
        }
        return null;
    }

    /** The start of the words after the number, outside of all brackets. */
    private static int tailStart(String text) {
        int nested = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (at > 0 && nested == 0 && (sign == '°' || startsClause(text, at))) {
                return at;
            }
            nested += Brackets.step(sign);
            if (Character.isLetter(sign)) {
                int end = wordEnd(text, at);
                if (at > 0 && nested == 0 && startsUnit(text, at, end)) {
                    return at;
                }
                at = end - 1;
            }
        }
        return text.length();
    }

    private static boolean startsUnit(String text, int start, int end) {
        String word = text.substring(start, end);
        if (MathFunction.named(word) != null || word.equals("pi") || word.equals("π")) {
            return false;
        }
        boolean apart = text.charAt(start - 1) == ' ';
        if (Units.isKnown(word)) {
            return apart || word.length() > 1;
        }
        return apart ? word.length() > 2 || SHORT_WORDS.contains(word) : word.length() > 3;
    }

    private static boolean startsClause(String text, int at) {
        return text.startsWith(", ", at) || (text.startsWith(" (", at) && text.endsWith(")"))
                || text.startsWith(": ", at) || "—;".indexOf(text.charAt(at)) >= 0;
    }

    /** The text before the explanation. */
    private static String unexplained(String rest) {
        int end = 0;
        while (end < rest.length() && CLAUSE_SIGNS.indexOf(rest.charAt(end)) < 0) {
            int word = wordEnd(rest, end);
            if (EXPLAINING.contains(rest.substring(end, word))) {
                break;
            }
            end = Math.max(word, end + 1);
        }
        return rest.substring(0, end).strip();
    }

    /** Whether the text consists of words and characters of units; digits only as exponents. */
    private static boolean isUnit(String text) {
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            boolean exponent = Character.isDigit(sign) && at > 0 && "^-".indexOf(text.charAt(at - 1)) >= 0;
            if (!Character.isLetter(sign) && !exponent && " °/^-'.*".indexOf(sign) < 0) {
                return false;
            }
        }
        return text.split(" +", -1).length <= MAX_UNIT_WORDS;
    }

    private static String firstWord(String text) {
        return text.substring(0, wordEnd(text, 0));
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
