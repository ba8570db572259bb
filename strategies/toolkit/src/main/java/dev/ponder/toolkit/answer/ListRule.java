package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A reply that is a list, if the question does not ask for a single value. */
final class ListRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.7;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        QuestionHint hint = reply.hint();
        if (hint.numeric() || hint.yesNo() || hint.multipleChoice()) {
            return null;
        }
        List<String> items = ListItems.ofText(reply.text());
        return items.isEmpty()
                ? null
                : reply.answer(new Value.Structure(AnswerKind.LIST, String.join(ListItems.SEPARATOR, items)),
                        reply.text().strip(), 0, reply.text().length(), CONFIDENCE, false);
    }
}
