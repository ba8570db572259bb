package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A block between lines of three backticks.
 *
 * @param language the text after the opening backticks
 * @param open the position of the opening backticks
 * @param start the start of its first line
 * @param end the end of its last line
 * @param closed whether it has closing backticks
 */
record FencedBlock(String language, int open, int start, int end, boolean closed) {

    static final String FENCE = "```";

    /** Languages of blocks that are not programs. */
    private static final Set<String> TEXTS = Set.of("text", "txt", "plaintext", "plain", "output", "markdown", "md",
            "math", "latex", "tex", "json", "json5", "jsonc", "jsonl", "csv");

    /** All blocks, in order. */
    static List<FencedBlock> in(String text) {
        List<FencedBlock> blocks = new ArrayList<>();
        int open = text.indexOf(FENCE);
        while (open >= 0) {
            int lineEnd = text.indexOf('\n', open);
            if (lineEnd < 0) {
                return blocks;
            }
            String language = text.substring(open + FENCE.length(), lineEnd).strip();
            int close = text.indexOf(FENCE, lineEnd);
            blocks.add(new FencedBlock(language, open, lineEnd + 1,
                    close < 0 ? text.length() : Math.max(close, lineEnd + 1), close >= 0));
            open = close < 0 ? -1 : text.indexOf(FENCE, close + FENCE.length());
        }
        return blocks;
    }

    String content(String text) {
        return text.substring(start, end);
    }

    /** The end of the closing backticks. */
    int close() {
        return closed ? end + FENCE.length() : end;
    }

    /** Whether it contains a program, by its language, or without one by its content. */
    boolean isProgram(String text) {
        return language.isEmpty()
                ? ProgramText.isProgram(content(text))
                : !TEXTS.contains(language.toLowerCase(Locale.ROOT));
    }
}
