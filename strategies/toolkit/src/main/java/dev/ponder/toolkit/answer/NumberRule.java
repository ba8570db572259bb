package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** The last number of the last line, if the question asks for one: a guess. */
final class NumberRule implements ExtractionRule {

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        if (!reply.hint().numeric()) {
            return null;
        }
        String text = reply.text().stripTrailing();
        int line = text.lastIndexOf('\n') + 1;
        Span last = NumberFinder.last(text.substring(line));
        return last == null ? null : reply.value(line + last.start(), line + last.end(), ExtractedAnswer.GUESS);
    }
}
