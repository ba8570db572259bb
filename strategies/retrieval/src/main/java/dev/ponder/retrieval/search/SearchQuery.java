package dev.ponder.retrieval.search;

import java.util.Locale;

/**
 * What to search for. Immutable.
 *
 * @param client the {@linkplain dev.ponder.api.Inference#client() name of the client}; cached results are its own
 * @param text the words to search for, in one line
 * @param limit the most results, at least 1
 * @param language the language of the results as two lower-case letters; empty for any
 * @param recency how old the results may be
 */
public record SearchQuery(String client, String text, int limit, String language, Recency recency) {

    /** Engines reject longer queries. */
    private static final int MAX_CHARACTERS = 380;
    private static final int MAX_WORDS = 48;

    /** How old results may be. */
    public enum Recency {
        /** Of any age. */
        ANY,
        /** Of the last 24 hours. */
        DAY,
        /** Of the last seven days. */
        WEEK,
        /** Of the last month. */
        MONTH,
        /** Of the last year. */
        YEAR;

        /** The word in requests to search engines, such as {@code week}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Shortens the text to what engines accept, and joins its lines; ignores a malformed language. */
    public SearchQuery {
        text = shortened(text);
        language = isLanguage(language) ? language : "";
    }

    private static boolean isLanguage(String text) {
        return text.length() == 2 && text.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static String shortened(String text) {
        var words = new StringBuilder();
        int count = 0;
        int from = 0;
        while (from < text.length() && count < MAX_WORDS) {
            if (separates(text.charAt(from))) {
                from++;
                continue;
            }
            int to = from;
            while (to < text.length() && !separates(text.charAt(to))) {
                to++;
            }
            if (words.length() + to - from > MAX_CHARACTERS) {
                return words.length() > 0 ? words.toString() : text.substring(from, from + MAX_CHARACTERS);
            }
            words.append(words.length() > 0 ? " " : "").append(text, from, to);
            from = to;
            count++;
        }
        return words.toString();
    }

    private static boolean separates(char c) {
        return Character.isWhitespace(c) || Character.isISOControl(c);
    }
}
