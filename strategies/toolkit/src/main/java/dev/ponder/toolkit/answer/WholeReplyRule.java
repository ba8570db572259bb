package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** A reply of one line that consists of a value, such as {@code -7}, {@code x = 5} or {@code (B)}. */
final class WholeReplyRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.7;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 3;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text().strip();
        if (text.length() > MAX_LENGTH || text.indexOf('\n') >= 0 || words(text) > MAX_WORDS) {
            return null;
        }
        return reply.value(0, reply.text().length(), CONFIDENCE);
    }

    /** Counts the words that do not occur in formulas, because a sentence may also begin with a number. */
    private static long words(String text) {
        return TextTokens.of(text).stream().filter(word -> word.length() > 2 && Character.isLetter(word.charAt(0)))
                .filter(word -> MathFunction.named(word) == null).count();
    }
}
