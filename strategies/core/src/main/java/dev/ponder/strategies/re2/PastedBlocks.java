package dev.ponder.strategies.re2;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the blocks that people paste into a question: code and quotations between fences, and documents between tags at
 * the beginning of a line. Positions must be queried in ascending order; all queries together take linear time.
 */
final class PastedBlocks {

    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}|\"{3})[^`\"\\n]*");
    /** Tags that people put around the question itself are part of the prose. */
    private static final Pattern OPENING_TAG = Pattern.compile(
            "[ \\t]*<(?!(?:question|query|problem|task|instructions?)[\\s>])([A-Za-z][\\w.:-]*)(?:\\s[^<>\\n]*)?>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSING_TAG = Pattern.compile("</([A-Za-z][\\w.:-]*)\\s*>");

    private final String text;
    private final Map<String, Deque<Integer>> endsOfElements = new HashMap<>();

    PastedBlocks(String text) {
        this.text = text;
        Matcher closing = CLOSING_TAG.matcher(text);
        while (closing.find()) {
            endsOfElements.computeIfAbsent(closing.group(1), name -> new ArrayDeque<>()).add(closing.end());
        }
    }

    /** The end of the block that begins with the line at this position; the position itself if there is none. */
    int endOfBlockAt(int position) {
        int lineEnd = endOfLine(text, position);
        Matcher fence = FENCE.matcher(text).region(position, lineEnd);
        if (fence.lookingAt() && text.substring(fence.end(), lineEnd).isBlank()) {
            return endOfFence(fence.group(1), lineEnd);
        }
        Matcher tag = OPENING_TAG.matcher(text).region(position, lineEnd);
        int end = tag.lookingAt() ? endOfElement(tag.group(1), tag.end(), position) : position;
        boolean inline = end < lineEnd && !text.substring(end, lineEnd).isBlank();
        return inline ? position : end;
    }

    /** As in Markdown, a fence that is not closed extends to the end of the text. */
    private int endOfFence(String fence, int from) {
        String mark = Pattern.quote(fence.substring(0, 1));
        Matcher closing = Pattern.compile("^ {0,3}" + mark + "{" + fence.length() + ",}[ \\t]*$", Pattern.MULTILINE)
                .matcher(text);
        return closing.find(from) ? endOfLine(text, closing.start()) : text.length();
    }

    private int endOfElement(String name, int from, int none) {
        Deque<Integer> ends = endsOfElements.getOrDefault(name, new ArrayDeque<>());
        while (!ends.isEmpty() && ends.getFirst() < from) {
            ends.removeFirst();
        }
        return ends.isEmpty() ? none : ends.getFirst();
    }

    static int endOfLine(String text, int position) {
        int lineBreak = text.indexOf('\n', position);
        return lineBreak < 0 ? text.length() : lineBreak + 1;
    }
}
