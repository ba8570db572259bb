package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/**
 * A reply of one line that consists of a value, such as {@code -7}, {@code x = 5} or {@code (B)}; if the question asks for
 * a number, also a few words around the only one: "There are 12."
 */
final class WholeReplyRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.7;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 3;
    private static final int FEW_WORDS = 5;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text().strip();
        if (text.length() > MAX_LENGTH || text.indexOf('\n') >= 0) {
            return null;
        }
        ExtractedAnswer whole = words(text) > MAX_WORDS ? null : reply.value(0, reply.text().length(), CONFIDENCE);
        boolean sentence = whole == null && reply.hint().numeric() && TextTokens.of(text).size() <= FEW_WORDS;
        Span only = sentence ? NumberFinder.only(reply.text()) : null;
        return only == null ? whole : reply.value(only.start(), only.end(), CONFIDENCE);
    }

    /** Counts the words that do not occur in formulas, because a sentence may also begin with a number. */
    private static long words(String text) {
        return TextTokens.of(text).stream().filter(word -> word.length() > 2 && Character.isLetter(word.charAt(0)))
                .filter(word -> MathFunction.named(word) == null).count();
    }
}
