package dev.ponder.toolkit.answer;

import java.util.Locale;
import java.util.Set;

/** Finds the ends of sentences. */
final class Sentences {

    private static final Set<String> ABBREVIATIONS = Set.of("mr", "mrs", "ms", "dr", "st", "mt", "prof", "vs",
            "approx", "no");
    private static final String CLOSING = "*_\"')]}”’»$`";

    private Sentences() {
    }

    /** The end of the sentence that starts here, without its full stop; a display formula ends its sentence. */
    static int end(String text, int start) {
        for (String[] display : new String[][]{{"$$", "$$"}, {"\\[", "\\]"}}) {
            int close = text.startsWith(display[0], start) ? text.indexOf(display[1], start + 2) : -1;
            if (close >= 0) {
                return close + 2;
            }
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && !endsAt(text, start, end)) {
            end++;
        }
        int after = afterClosing(text, end);
        // "$391.$": half a formula would be read as money
        return text.substring(end, after).contains("$") ? after : end;
    }

    private static boolean endsAt(String text, int start, int at) {
        char sign = text.charAt(at);
        if (sign == '。') {
            return true;
        }
        if (sign != '.' && sign != '!' && sign != '?') {
            return false;
        }
        int after = afterClosing(text, at);
        boolean blankFollows = after == text.length() || Character.isWhitespace(text.charAt(after));
        return blankFollows && !(sign == '.' && isAbbreviation(text, start, at));
    }

    /** Skips quotes, brackets and markup that close after the full stop. */
    private static int afterClosing(String text, int at) {
        int after = Math.min(text.length(), at + 1);
        while (after < text.length() && after - at < 8 && CLOSING.indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        return after;
    }

    private static boolean isAbbreviation(String text, int start, int at) {
        int word = at;
        while (word > start && Character.isLetter(text.charAt(word - 1)) && at - word < 10) {
            word--;
        }
        return ABBREVIATIONS.contains(text.substring(word, at).toLowerCase(Locale.ROOT));
    }
}
