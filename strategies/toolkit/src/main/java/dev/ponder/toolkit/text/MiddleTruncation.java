package dev.ponder.toolkit.text;

/** Shortens texts in their middle: how they begin and what they come to matters most. */
public final class MiddleTruncation {

    private MiddleTruncation() {
    }

    /**
     * The text, or its head and tail with together at most so many characters, and between them how much is missing.
     */
    public static String of(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int head = outsideOfPair(text, characters - characters / 2);
        int tail = outsideOfPair(text, text.length() - characters / 2);
        return text.substring(0, head) + "\n[... " + (tail - head) + " characters left out ...]\n"
                + text.substring(tail);
    }

    /** A place near this one at which no code point is torn apart. */
    private static int outsideOfPair(String text, int place) {
        boolean inside = place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place))
                && Character.isHighSurrogate(text.charAt(place - 1));
        return inside ? place - 1 : place;
    }
}
