package dev.ponder.toolkit.text;

/**
 * Shortens texts by removing their middle, because the beginning and the conclusion of an answer matter most. Pure
 * function, thread-safe.
 */
public final class MiddleTruncation {

    private MiddleTruncation() {
    }

    /**
     * Returns a text of at most so many characters unchanged; of a longer text, the head and the tail, with a note
     * between them of how many characters are left out. Never splits a surrogate pair.
     *
     * @param characters the limit for head and tail together, at least 1; the note is not counted
     */
    public static String of(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int head = outsideSurrogatePair(text, characters - characters / 2);
        int tail = outsideSurrogatePair(text, text.length() - characters / 2);
        return text.substring(0, head) + "\n[... " + (tail - head) + " characters left out ...]\n"
                + text.substring(tail);
    }

    private static int outsideSurrogatePair(String text, int position) {
        boolean inside = position > 0 && position < text.length() && Character.isLowSurrogate(text.charAt(position))
                && Character.isHighSurrogate(text.charAt(position - 1));
        return inside ? position - 1 : position;
    }
}
