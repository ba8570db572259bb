package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** One form in which replies give their answer. Implementations are stateless and take linear time. */
@FunctionalInterface
interface ExtractionRule {

    /** How many matches a rule reads before it stops, which bounds the time for any text. */
    int MAX_READS = 8;

    /** The last answer in this form; null if there is none. */
    @Nullable
    ExtractedAnswer find(Reply reply);
}
