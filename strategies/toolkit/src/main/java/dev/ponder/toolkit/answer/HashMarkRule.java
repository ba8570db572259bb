package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** The last line {@code #### 42}, as in GSM8K. Such a line with words is a heading, unless it is the last line. */
final class HashMarkRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.9;
    private static final String MARK = "####";

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text();
        int reads = 0;
        int at = text.lastIndexOf(MARK);
        while (at >= 0 && reads < MAX_READS) {
            if (startsLine(text, at) && !text.startsWith("#", at + MARK.length())) {
                int newline = text.indexOf('\n', at);
                int end = newline < 0 ? text.length() : newline;
                ExtractedAnswer found = reply.answer(at + MARK.length(), end, CONFIDENCE, false);
                reads++;
                if (found != null && (isValue(found) || text.substring(end).isBlank())) {
                    return found;
                }
            }
            at = text.lastIndexOf(MARK, at - 1);
        }
        return null;
    }

    private static boolean isValue(ExtractedAnswer found) {
        return found.kind() != AnswerKind.TEXT;
    }

    private static boolean startsLine(String text, int at) {
        int before = at - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n';
    }
}
