package dev.ponder.retrieval.passage;

import java.util.Locale;

/** Checks whether a text that a model claims to quote occurs in its source. Pure functions, thread-safe. */
public final class Quotation {

    private Quotation() {
    }

    /**
     * Whether the source contains the letters and digits of the quote in the same order, without others between them. Case,
     * blanks and punctuation do not count. False for a quote without any letter or digit. Takes linear time.
     */
    public static boolean occurs(String quote, String source) {
        String wanted = plain(quote);
        return !wanted.isEmpty() && plain(source).contains(wanted);
    }

    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
