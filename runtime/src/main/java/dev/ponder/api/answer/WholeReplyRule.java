package dev.ponder.api.answer;

import org.jspecify.annotations.Nullable;

/** A reply of one line that is nothing but a value, such as {@code -7}, {@code x = 5} or {@code (B)}. */
final class WholeReplyRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.7;
    private static final int MAX_LENGTH = 200;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text().strip();
        if (text.length() > MAX_LENGTH || text.indexOf('\n') >= 0) {
            return null;
        }
        return reply.value(0, reply.text().length(), CONFIDENCE);
    }
}
