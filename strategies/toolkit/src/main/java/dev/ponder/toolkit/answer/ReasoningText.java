package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A reply divided into reasoning and answer.
 *
 * <p>Reasoning is between the tags {@code think}, {@code thinking}, {@code thought}, {@code reasoning}, {@code reflect}
 * or {@code reflection}, in any case. The text after the last closing tag is the answer; the opening tag may be
 * missing, because some chat templates write it into the prompt. An opening tag that is not closed means that the reply
 * was cut off in the reasoning. Tags in backticks are prose, and so are tags in a code block outside of the
 * reasoning. Immutable.
 *
 * @param reasoning the text before the answer, without the tags; empty if there is none
 * @param answer the unchanged end of the text; empty if there is none
 * @param truncated whether the text ends inside the reasoning
 */
public record ReasoningText(String reasoning, String answer, boolean truncated) {

    private static final List<String> TAGS = List.of("think", "thinking", "thought", "reasoning", "reflect",
            "reflection");
    private static final String FENCE = "```";

    /** Splits a reply. Linear in the text; never throws. */
    public static ReasoningText split(String text) {
        return split(text, null);
    }

    /**
     * Splits a reply whose reasoning is, wholly or in part, in a separate field.
     *
     * @param text the visible text
     * @param reasoningField the upstream's {@code reasoning_content} or {@code reasoning}; null if there is none
     */
    public static ReasoningText split(String text, @Nullable String reasoningField) {
        StringBuilder thought = new StringBuilder(reasoningField == null ? "" : reasoningField);
        boolean open = false;
        int copied = 0;
        int answerStart = 0;
        int thoughtLength = thought.length();
        int fence = text.indexOf(FENCE);
        boolean fenced = false;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            boolean closing = text.startsWith("/", at + 1);
            int end = tagEnd(text, closing ? at + 2 : at + 1);
            for (; fence >= 0 && fence < at; fence = text.indexOf(FENCE, fence + FENCE.length())) {
                fenced = !fenced;
            }
            if (end < 0 || quoted(text, at, end) || fenced && !open) {
                continue;
            }
            append(thought, text.substring(copied, at));
            copied = end;
            open = !closing;
            if (closing) {
                answerStart = end;
                thoughtLength = thought.length();
            }
        }
        if (open) {
            append(thought, text.substring(copied));
            return new ReasoningText(thought.toString(), "", true);
        }
        return new ReasoningText(thought.substring(0, thoughtLength), text.substring(answerStart), false);
    }

    /** The end of the tag whose name starts here; negative if it is not one of the reasoning tags. */
    private static int tagEnd(String text, int name) {
        for (String tag : TAGS) {
            int end = name + tag.length();
            if (text.regionMatches(true, name, tag, 0, tag.length()) && text.startsWith(">", end)) {
                return end + 1;
            }
        }
        return -1;
    }

    private static boolean quoted(String text, int start, int end) {
        return start > 0 && text.charAt(start - 1) == '`' && text.startsWith("`", end);
    }

    private static void append(StringBuilder thought, String part) {
        String stripped = part.strip();
        if (!stripped.isEmpty()) {
            thought.append(thought.length() == 0 ? "" : "\n").append(stripped);
        }
    }
}
