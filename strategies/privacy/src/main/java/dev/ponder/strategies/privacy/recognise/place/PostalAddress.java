package dev.ponder.strategies.privacy.recognise.place;

import java.util.Locale;
import java.util.Set;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/**
 * Postal addresses by heuristics: a house number and a word for a street, in the orders of English, French, German, Dutch,
 * Spanish and Italian, with a unit, a postcode and a town behind it.
 */
public final class PostalAddress {

    private static final int LONGEST_NAME = 48;
    private static final Set<String> SURE = Set.of("street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd",
            "highway", "hwy", "parkway", "pkwy", "terrace");
    private static final Set<String> UNSURE = Set.of("lane", "ln", "drive", "dr", "court", "ct", "way", "place", "pl",
            "square",
            "sq", "circle", "cir", "crescent", "close", "gardens", "grove", "trail", "row", "mews");
    private static final Set<String> LEADING = Set.of("rue", "calle", "via", "viale", "piazza", "avenida", "rua",
            "chemin",
            "impasse", "quai", "plaza", "paseo");
    private static final String[] GERMANIC = {"straße", "strasse", "str.", "straat", "weg", "platz", "plein", "allee",
            "gasse",
            "laan", "gracht", "ufer", "damm"};

    private PostalAddress() {
    }

    /** Reports the address around this word of letters, if it names a street. */
    public static void word(Detections detections, int start, int end) {
        int length = end - start;
        if (length < 2 || length > 9) {
            return;
        }
        String text = detections.text();
        char first = text.charAt(start);
        boolean capital = first >= 'A' && first <= 'Z';
        if (!capital && ("rcvpaiq".indexOf(first) < 0 || "eanio".indexOf(text.charAt(end - 1)) < 0)) {
            return;
        }
        String word = text.substring(start, end).toLowerCase(Locale.ROOT);
        if (LEADING.contains(word)) {
            leading(detections, start, end);
        } else if (capital && (SURE.contains(word) || UNSURE.contains(word))) {
            int number = numberBefore(text, start);
            if (number >= 0) {
                report(detections, number, Chars.is(text, end, '.') ? end + 1 : end, SURE.contains(word) ? 0.6 : 0.35);
            }
        }
    }

    /** Reports the address around this house number, if the word before it ends as German and Dutch streets do. */
    public static void number(Detections detections, int start) {
        String text = detections.text();
        if (!Chars.is(text, start - 1, ' ') || start < 4) {
            return;
        }
        char last = text.charAt(start - 2);
        if ("egztnrm.".indexOf(last) < 0) {
            return;
        }
        for (String ending : GERMANIC) {
            int from = start - 1 - ending.length();
            if (from > 0 && text.regionMatches(true, from, ending, 0, ending.length())) {
                int begin = from;
                while (begin > 0 && from - begin < LONGEST_NAME
                        && (Character.isLetter(text.charAt(begin - 1)) || text.charAt(begin - 1) == '-')) {
                    begin--;
                }
                boolean name = begin < from && Character.isUpperCase(text.charAt(begin));
                int end = Chars.endOfDigits(text, start, 4);
                end += Chars.latin(text, end) && !Chars.word(text, end + 1) ? 1 : 0;
                if (name && !Chars.word(text, end)) {
                    report(detections, begin, end, 0.65);
                }
                return;
            }
        }
    }

    /** "12 rue de la Paix", "Calle Mayor 12". */
    private static void leading(Detections detections, int start, int end) {
        String text = detections.text();
        int at = end;
        int named = -1;
        for (int words = 0; words < 6 && Chars.is(text, at, ' ') && Chars.word(text, at + 1); words++) {
            boolean digit = Chars.digit(text, at + 1);
            int next = at + 1;
            while (Chars.word(text, next) || Chars.is(text, next, '\'') || Chars.is(text, next, '-')) {
                next++;
            }
            if (digit) {
                if (named > 0 && next - at <= 6 && Character.isUpperCase(text.charAt(start))) {
                    report(detections, start, next, 0.6);
                }
                break;
            }
            named = Character.isUpperCase(text.charAt(at + 1)) ? next : named;
            at = next;
        }
        int number = numberBefore(text, start);
        if (number >= 0 && named > 0) {
            report(detections, number, named, 0.65);
        }
    }

    /** The house number before the words with capital letters in front of this place; -1 if there is none. */
    private static int numberBefore(String text, int start) {
        int at = start;
        int words = 0;
        while (at > 1 && start - at < LONGEST_NAME) {
            if (text.charAt(at - 1) != ' ' && text.charAt(at - 1) != ',' && text.charAt(at - 1) != '.') {
                return -1;
            }
            int end = at - 1;
            while (end > 0 && " ,.".indexOf(text.charAt(end - 1)) >= 0 && at - end < 3) {
                end--;
            }
            int begin = end;
            while (begin > 0 && end - begin < LONGEST_NAME
                    && (Chars.word(text, begin - 1) || text.charAt(begin - 1) == '-'
                            || text.charAt(begin - 1) == '\'')) {
                begin--;
            }
            if (begin == end) {
                return -1;
            }
            boolean house = Chars.digit(text, begin) && end - begin <= 6
                    && (Chars.digit(text, end - 1)
                            || Chars.digit(text, end - 2) && words > 0 && !ordinal(text, begin, end));
            if (house) {
                boolean bound = Chars.is(text, begin - 1, '.') || Chars.is(text, begin - 1, ',');
                boolean direct = LEADING.contains(text.substring(start, Math.min(text.length(), endOfWord(text, start)))
                        .toLowerCase(Locale.ROOT));
                return (words > 0 || direct) && !(bound && Chars.digit(text, begin - 2)) ? begin : -1;
            }
            if (!Character.isUpperCase(text.charAt(begin)) && !ordinal(text, begin, end) || ++words > 4) {
                return -1;
            }
            at = begin;
        }
        return -1;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (Chars.word(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean ordinal(String text, int begin, int end) {
        return end - begin >= 3 && Chars.digit(text, begin) && Chars.latin(text, end - 1) && Chars.latin(text, end - 2);
    }

    private static void report(Detections detections, int start, int end, double score) {
        int whole = Locality.end(detections.text(), end);
        detections.add(EntityType.ADDRESS, start, whole, whole > end ? Math.max(0.85, score) : score);
    }
}
