package dev.ponder.retrieval.search;

import java.util.List;

/**
 * What a search found. Immutable.
 *
 * @param hits the results, best first
 * @param failures why providers failed, such as {@code brave: status 429}; empty if none did
 */
public record SearchOutcome(List<SearchHit> hits, List<String> failures) {

    /** Copies the lists. */
    public SearchOutcome {
        hits = List.copyOf(hits);
        failures = List.copyOf(failures);
    }
}
