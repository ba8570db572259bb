package dev.ponder.retrieval.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts the tokens of texts by the encoding {@code o200k_base}. Other models have other encodings, so callers that fill a
 * context window leave a margin. Pure functions, thread-safe.
 */
public final class TokenCounter {

    /** Longer texts are counted in blocks, so that one count never holds the tokens of a whole book. */
    private static final int BLOCK = 32_768;
    /** A block ends at a blank if there is one in its last characters. */
    private static final int SEARCH = 256;

    private TokenCounter() {
    }

    /** The vocabulary takes about 200 ms and 30 MB, so it is loaded when the first text is counted. */
    private static final class Vocabulary {

        private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /**
     * The number of tokens. Takes linear time, about 100 ms for a million characters; the first call also loads the
     * vocabulary. Call it on a worker thread, for example in {@link dev.ponder.api.Inference#compute}.
     */
    public static int count(String text) {
        int tokens = 0;
        for (int from = 0; from < text.length();) {
            int to = blockEnd(text, from);
            tokens += Vocabulary.O200K.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    private static int blockEnd(String text, int from) {
        int to = Math.min(text.length(), from + BLOCK);
        if (to == text.length()) {
            return to;
        }
        for (int i = to; i > to - SEARCH; i--) {
            if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    /**
     * An estimate of the number of tokens by the kinds of characters, without the vocabulary. It is rarely below the
     * {@linkplain #count count} of prose, source code and JSON, and up to half above it. Takes linear time, about 3 ms for
     * a million characters.
     */
    public static int estimate(String text) {
        return estimate(text, 0, text.length());
    }

    /** The {@linkplain #estimate(String) estimate} for a part of a text. */
    public static int estimate(String text, int start, int end) {
        double tokens = 0;
        for (int i = start; i < end;) {
            char c = text.charAt(i);
            int run = i + 1;
            if (isLatin(c)) {
                while (run < end && isLatin(text.charAt(run))) {
                    run++;
                }
                tokens += 0.8 + (run - i) / 10.0 + Math.max(0, run - i - 8) / 5.0;
            } else if (Character.isDigit(c)) {
                while (run < end && Character.isDigit(text.charAt(run))) {
                    run++;
                }
                tokens += (run - i + 2) / 3;
            } else if (Character.isWhitespace(c)) {
                while (run < end && Character.isWhitespace(text.charAt(run))) {
                    run++;
                }
                tokens += run - i == 1 && c == ' ' ? 0 : 0.5 + (run - i) / 16.0;
            } else {
                tokens += Character.isLetter(c) ? letter(c) : 0.9;
            }
            i = run;
        }
        return (int) Math.ceil(tokens);
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static double letter(char c) {
        if (Character.isIdeographic(c)) {
            return 0.85;
        }
        return c < 0x250 ? 0.6 : 0.5;
    }
}
