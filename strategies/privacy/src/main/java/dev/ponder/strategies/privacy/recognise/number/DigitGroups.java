package dev.ponder.strategies.privacy.recognise.number;

import dev.ponder.strategies.privacy.entity.Chars;

/** Groups of digits with one separator between them, such as {@code 123-45-6789}, from one place of a text. */
final class DigitGroups {

    private static final int MOST = 6;
    private static final int LONGEST = 20;
    private static final String SEPARATORS = " -./";

    private final String text;
    private final int start;
    private final int[] ends = new int[MOST];
    private final int[] lengths = new int[MOST];
    private final char[] separators = new char[MOST];
    private int count;

    /** Reads up to six groups from the digit at this place. */
    DigitGroups(String text, int start) {
        this.text = text;
        this.start = start;
        int at = start;
        while (count < MOST) {
            int end = Chars.endOfDigits(text, at, LONGEST);
            lengths[count] = end - at;
            ends[count] = end;
            separators[count++] = end < text.length() ? text.charAt(end) : '\0';
            if (SEPARATORS.indexOf(separators[count - 1]) < 0 || !Chars.digit(text, end + 1)) {
                break;
            }
            at = end + 1;
        }
    }

    int start() {
        return start;
    }

    /** The end of this many groups. */
    int end(int groups) {
        return ends[groups - 1];
    }

    /** The separator before the second group; a space if there is only one group. */
    char separator() {
        return count > 1 ? separators[0] : ' ';
    }

    /** The digits of this many groups. */
    String digits(int groups) {
        var digits = new StringBuilder();
        for (int i = start; i < ends[groups - 1]; i++) {
            if (Chars.digit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    /** Whether the groups have these lengths, are separated by the same character, and no number continues behind them. */
    boolean are(int... wanted) {
        if (count < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (lengths[i] != wanted[i] || i > 0 && separators[i - 1] != separators[0]) {
                return false;
            }
        }
        return closed(wanted.length);
    }

    /** Whether neither a word nor a further digit with the same kind of separator follows this many groups. */
    boolean closed(int groups) {
        int end = ends[groups - 1];
        boolean continued = groups > 1 && count > groups && separators[groups - 1] == separators[0];
        boolean decimal = (Chars.is(text, end, '.') || Chars.is(text, end, ',')) && Chars.digit(text, end + 1);
        return !continued && !decimal && !Chars.word(text, end) && !Chars.is(text, end, '_');
    }

    /** The number of digits of all groups. */
    int digits() {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /** The number of groups. */
    int count() {
        return count;
    }

    /** The number of digits of a group, from 0. */
    int length(int group) {
        return lengths[group];
    }
}
