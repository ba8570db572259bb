package dev.ponder.strategies.re2;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last turn of the user, divided into prose and pasted blocks.
 *
 * @param text the whole turn
 * @param prose the turn without pasted blocks of code and documents
 * @param pasted the length of the pasted blocks, in characters
 */
record UserTurn(String text, String prose, int pasted) {

    private static final Pattern BLANK_LINES = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n\\s*");
    private static final String QUESTION_MARKS = "?？؟";

    static UserTurn read(String text) {
        var blocks = new PastedBlocks(text);
        var prose = new StringBuilder();
        int pasted = 0;
        int at = 0;
        while (at < text.length()) {
            int end = blocks.endOfBlockAt(at);
            if (end > at) {
                pasted += end - at;
                prose.append("\n\n");
            } else {
                end = PastedBlocks.endOfLine(text, at);
                prose.append(text, at, end);
            }
            at = end;
        }
        return new UserTurn(text, prose.toString().strip(), pasted);
    }

    /**
     * The whole turn, or the question at its end if the turn is too long or mostly pasted; empty if there is no such
     * question.
     */
    Optional<String> worthRepeating(int maxChars) {
        return text.length() <= maxChars && pasted <= prose.length()
                ? Optional.of(text)
                : trailingQuestion(maxChars);
    }

    /**
     * Long prose may be a document itself: then the last paragraph is the question only if it ends with a question
     * mark.
     */
    private Optional<String> trailingQuestion(int maxChars) {
        String[] paragraphs = BLANK_LINES.split(prose);
        String last = paragraphs[paragraphs.length - 1];
        boolean asks = !last.isEmpty() && QUESTION_MARKS.indexOf(last.charAt(last.length() - 1)) >= 0;
        boolean shortProse = !last.isEmpty() && prose.length() <= maxChars;
        return last.length() <= maxChars && (shortProse || asks) ? Optional.of(last) : Optional.empty();
    }
}
