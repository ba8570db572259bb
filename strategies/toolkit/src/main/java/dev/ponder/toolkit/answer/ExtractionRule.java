package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** One way in which replies give their answer. Implementations are stateless and take linear time. */
@FunctionalInterface
interface ExtractionRule {

    /** How many hits a rule reads before it gives up, so that odd texts take no longer than others. */
    int MAX_READS = 8;

    /** The last answer given in this way; null if there is none. */
    @Nullable
    ExtractedAnswer find(Reply reply);
}
