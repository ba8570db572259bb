package dev.ponder.strategies.privacy.recognise.place;

import dev.ponder.strategies.privacy.entity.Chars;

/** What follows a street in an address: a unit, a town, a state and a postcode. */
final class Locality {

    private static final int LONGEST = 80;
    private static final String[] UNITS = {"apt", "apartment", "suite", "ste", "unit", "flat", "floor", "room", "#"};

    private Locality() {
    }

    /** The end of the locality behind the street; {@code from} if there is none. */
    static int end(String text, int from) {
        int unit = unit(text, from);
        int last = Math.min(text.length(), unit + LONGEST);
        int end = unit;
        int at = unit;
        int words = 0;
        while (at < last && words < 7) {
            int word = skip(text, at);
            if (word == at || !Chars.word(text, word)) {
                break;
            }
            int next = word;
            while (Chars.word(text, next) || Chars.is(text, next, '-') && Chars.word(text, next + 1)) {
                next++;
            }
            if (postcode(text, word, next)) {
                end = Chars.digit(text, word) ? withTown(text, next) : next;
            } else if (!Character.isUpperCase(text.charAt(word)) || end > unit) {
                break;
            }
            at = next;
            words++;
        }
        return end;
    }

    private static int unit(String text, int from) {
        int at = skip(text, from);
        for (String unit : UNITS) {
            if (at > from && text.regionMatches(true, at, unit, 0, unit.length())) {
                int number = at + unit.length();
                while (Chars.is(text, number, ' ') || Chars.is(text, number, '.')) {
                    number++;
                }
                int end = number;
                while (Chars.word(text, end) && end - number < 6) {
                    end++;
                }
                return end > number && !Chars.word(text, end) ? end : from;
            }
        }
        return from;
    }

    /** Up to a comma, a line break and a blank. */
    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 3 && " ,\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Five digits, with or without four more; or the halves of British and Dutch ones, such as SW1A 1AA and 1017 AB. */
    private static boolean postcode(String text, int start, int end) {
        int digits = Chars.endOfDigits(text, start, 6) - start;
        if (digits == 5) {
            return end == start + 5 || end == start + 10 && Chars.is(text, start + 5, '-');
        }
        if (digits == 4) {
            return end == start + 4;
        }
        boolean british = end - start == 3 && digits == 1 && Character.isUpperCase(text.charAt(start + 1))
                && Character.isUpperCase(text.charAt(start + 2));
        return british && Chars.is(text, start - 1, ' ') && Chars.word(text, start - 2);
    }

    /** "12345 Berlin". */
    private static int withTown(String text, int from) {
        int end = from;
        for (int words = 0; words < 2 && Chars.is(text, end, ' ') && end + 1 < text.length()
                && Character.isUpperCase(text.charAt(end + 1)); words++) {
            end++;
            while (Chars.word(text, end) || Chars.is(text, end, '-') && Chars.word(text, end + 1)) {
                end++;
            }
        }
        return end;
    }
}
