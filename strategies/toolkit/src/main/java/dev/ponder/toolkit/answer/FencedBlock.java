package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/**
 * A block between lines of three backticks.
 *
 * @param language what follows the opening backticks
 * @param start where its first line starts
 * @param end where its last line ends
 * @param closed whether the closing backticks are there
 */
record FencedBlock(String language, int start, int end, boolean closed) {

    private static final String FENCE = "```";

    /** The last block; null if there is none. */
    static @Nullable FencedBlock lastIn(String text) {
        FencedBlock last = null;
        int open = text.indexOf(FENCE);
        while (open >= 0) {
            int lineEnd = text.indexOf('\n', open);
            if (lineEnd < 0) {
                return last;
            }
            String language = text.substring(open + FENCE.length(), lineEnd).strip();
            int close = text.indexOf(FENCE, lineEnd);
            last = new FencedBlock(language, lineEnd + 1, close < 0 ? text.length() : Math.max(close, lineEnd + 1),
                    close >= 0);
            open = close < 0 ? -1 : text.indexOf(FENCE, close + FENCE.length());
        }
        return last;
    }
}
