package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** The last number of the reply, if the question asks for one: little more than a guess. */
final class NumberRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.3;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        Span last = reply.hint().numeric() ? NumberFinder.last(reply.text()) : null;
        return last == null ? null : reply.value(last.start(), last.end(), CONFIDENCE);
    }
}
