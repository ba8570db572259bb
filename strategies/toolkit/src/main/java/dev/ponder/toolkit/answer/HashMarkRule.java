package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** The last line {@code #### 42}, as in GSM8K. Any other such line is a heading. */
final class HashMarkRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.9;
    private static final String MARK = "####";

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text();
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int at = text.lastIndexOf('\n', end - 1) + 1;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        boolean marked = text.startsWith(MARK, at) && !text.startsWith("#", at + MARK.length());
        return marked && at + MARK.length() < end ? reply.answer(at + MARK.length(), end, CONFIDENCE, false) : null;
    }
}
