package dev.ponder.strategies.re2;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the blocks that people paste into a question: code and quotations between fences, documents between tags that
 * begin a line. To be asked from the start of a text to its end; the whole takes linear time.
 */
final class PastedBlocks {

    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}|\"{3})[^`\"\\n]*");
    /** Tags around the question itself are part of the prose. */
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

    /** Where the block ends that begins with the line at this place; the place itself if none does. */
    int endOfBlockAt(int place) {
        int lineEnd = endOfLine(text, place);
        Matcher fence = FENCE.matcher(text).region(place, lineEnd);
        if (fence.lookingAt() && text.substring(fence.end(), lineEnd).isBlank()) {
            return endOfFence(fence.group(1), lineEnd);
        }
        Matcher tag = OPENING_TAG.matcher(text).region(place, lineEnd);
        int end = tag.lookingAt() ? endOfElement(tag.group(1), tag.end(), place) : place;
        boolean inline = end < lineEnd && !text.substring(end, lineEnd).isBlank();
        return inline ? place : end;
    }

    /** As in Markdown: a fence that is never closed runs to the end. */
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

    static int endOfLine(String text, int place) {
        int lineBreak = text.indexOf('\n', place);
        return lineBreak < 0 ? text.length() : lineBreak + 1;
    }
}
