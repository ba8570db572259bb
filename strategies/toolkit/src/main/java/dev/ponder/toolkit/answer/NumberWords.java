package dev.ponder.toolkit.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** English number words: cardinals and ordinals up to 99, and the words for powers of ten. */
final class NumberWords {

    private static final List<String> CARDINALS = List.of("zero", "one", "two", "three", "four", "five", "six",
            "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
            "seventeen", "eighteen", "nineteen", "twenty");
    private static final List<String> ORDINALS = List.of("zeroth", "first", "second", "third", "fourth", "fifth",
            "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
            "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy",
            "eighty", "ninety");
    private static final Map<String, Integer> CARDINAL_VALUES = cardinals();
    private static final Map<String, Integer> ORDINAL_VALUES = indexes(ORDINALS);
    private static final Map<String, ExactFraction> SCALES = Map.of("dozen", ExactFraction.of(12), "hundred",
            ExactFraction.of(100),
            "thousand", ExactFraction.of(1_000), "million", ExactFraction.of(1_000_000), "billion",
            ExactFraction.of(1_000_000_000),
            "trillion", ExactFraction.of(1_000_000_000_000L));

    private NumberWords() {
    }

    /** The value of a cardinal, also hyphenated as "twenty-one"; null for other words. */
    static @Nullable Integer cardinal(String word) {
        return CARDINAL_VALUES.get(word.toLowerCase(Locale.ROOT));
    }

    /** The value of an ordinal; null for other words. */
    static @Nullable Integer ordinal(String word) {
        return ORDINAL_VALUES.get(word.toLowerCase(Locale.ROOT));
    }

    /** The denominator, as in "thirds"; null for other words. */
    static @Nullable Integer denominator(String word) {
        String singular = word.toLowerCase(Locale.ROOT).replaceFirst("s$", "");
        if (singular.equals("half") || singular.equals("quarter")) {
            return singular.equals("half") ? 2 : 4;
        }
        Integer ordinal = ORDINAL_VALUES.get(singular);
        // A second is a unit of time, not a half
        return ordinal != null && ordinal > 2 ? ordinal : null;
    }

    /** The factor of a word such as "million"; null for other words. */
    static @Nullable ExactFraction scale(String word) {
        return SCALES.get(word.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Integer> cardinals() {
        Map<String, Integer> values = new HashMap<>(indexes(CARDINALS));
        for (int tens = 0; tens < TENS.size(); tens++) {
            int round = (tens + 2) * 10;
            values.put(TENS.get(tens), round);
            for (int ones = 1; ones < 10; ones++) {
                values.put(TENS.get(tens) + "-" + CARDINALS.get(ones), round + ones);
            }
        }
        return Map.copyOf(values);
    }

    private static Map<String, Integer> indexes(List<String> words) {
        Map<String, Integer> indexes = new HashMap<>();
        for (int index = 0; index < words.size(); index++) {
            indexes.put(words.get(index), index);
        }
        return Map.copyOf(indexes);
    }
}
