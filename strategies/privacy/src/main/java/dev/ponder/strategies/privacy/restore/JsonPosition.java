package dev.ponder.strategies.privacy.restore;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Whether the end of a growing JSON text is inside a string, and what a value looks like there. Not thread-safe. */
final class JsonPosition {

    private boolean inString;
    private boolean escaped;

    /** The text continues. */
    void advance(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (escaped) {
                escaped = false;
            } else if (c == '\\') {
                escaped = inString;
            } else if (c == '"') {
                inString = !inString;
            }
        }
    }

    /** The value as a part of a string, or as a number or a string of its own. */
    String encoded(String value) {
        String text = new String(JsonStringEncoder.getInstance().quoteAsString(value));
        return inString || number(value) ? text : '"' + text + '"';
    }

    private static boolean number(String value) {
        return value.length() < 19 && value.charAt(0) != '0' && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
