package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/**
 * A block between lines of three backticks.
 *
 * @param language the text after the opening backticks
 * @param start the start of its first line
 * @param end the end of its last line
 * @param closed whether it has closing backticks
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
