package dev.ponder.toolkit.answer;

import java.util.List;
import java.util.Set;

/** The text between the word "answer" and the answer itself. All texts are in lower case. */
final class Announcement {

    private static final String MARKUP = "*_\"'`)]";
    private static final Set<String> VERBS = Set.of("is", "are", "was", "be", "equals");
    /** Words that begin a short phrase before the verb, as in "the answer to the question is". */
    private static final List<String> PHRASE_STARTS = List.of("to", "for", "of", "in", "here", "then", "thus",
            "therefore",
            "should", "would", "must", "will", "can", "choice", "option", "key");
    private static final int MAX_PHRASE = 80;

    private Announcement() {
    }

    /** The start of the answer that this word announces; negative if there is none. */
    static int contentStart(String text, int wordStart, int wordEnd) {
        int at = wordEnd + (text.startsWith("s", wordEnd) ? 1 : 0);
        if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            return -1;
        }
        at = skip(text, at, MARKUP);
        int lineEnd = skip(text, at, " #\t\r");
        if (text.startsWith("\n", lineEnd)) {
            return isHeading(text, wordStart) ? nextLine(text, lineEnd) : -1;
        }
        int after = connectorEnd(text, skip(text, at, " \t"));
        if (after < 0) {
            after = afterPhrase(text, skip(text, at, " \t"));
        }
        return after < 0 ? -1 : skipConnectors(text, after);
    }

    /** The end of "is", ":", "=" or a dash at this position; negative if there is none. */
    private static int connectorEnd(String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        if (":=≈–—：".indexOf(text.charAt(at)) >= 0 || text.startsWith("- ", at)) {
            return at + 1;
        }
        int end = wordEnd(text, at);
        return VERBS.contains(text.substring(at, end)) && !text.startsWith("'", end) && !text.startsWith("’", end)
                ? end
                : -1;
    }

    private static int afterPhrase(String text, int start) {
        if (!PHRASE_STARTS.contains(text.substring(start, wordEnd(text, start)))) {
            return -1;
        }
        int limit = Math.min(text.length(), start + MAX_PHRASE);
        for (int at = start; at < limit && ".!?\n".indexOf(text.charAt(at)) < 0; at++) {
            boolean wordStarts = !Character.isLetter(text.charAt(at)) || !Character.isLetter(text.charAt(at - 1));
            int end = wordStarts ? connectorEnd(text, at) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    /** Skips further connectors, markup and blanks, as in "is: **", and empty lines. */
    private static int skipConnectors(String text, int start) {
        int at = skip(text, start, MARKUP + ": \t\r");
        return text.startsWith("\n", at) ? nextLine(text, at) : at;
    }

    private static int nextLine(String text, int lineEnd) {
        int at = skip(text, lineEnd, " \t\r\n");
        if (text.startsWith("```", at)) {
            int fenceEnd = text.indexOf('\n', at);
            return fenceEnd < 0 ? text.length() : skip(text, fenceEnd, " \t\r\n");
        }
        boolean bullet = text.startsWith("- ", at) || text.startsWith("* ", at);
        return bullet ? at + 2 : at;
    }

    /** Whether only markup and "the final" precede the word on its line. */
    private static boolean isHeading(String text, int wordStart) {
        int lineStart = text.lastIndexOf('\n', wordStart) + 1;
        String before = text.substring(Math.max(lineStart, wordStart - MAX_PHRASE), wordStart);
        String words = before.replaceAll("[^a-z ]", "").strip();
        return lineStart >= wordStart - MAX_PHRASE
                && Set.of("", "the", "final", "the final", "my final").contains(words);
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < 20 && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int skip(String text, int start, String signs) {
        int at = start;
        while (at < text.length() && signs.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
