package dev.ponder.strategies.web_search;

import java.util.List;

import dev.ponder.retrieval.search.SearchQuery.Recency;

/**
 * What to search for. Immutable.
 *
 * @param queries empty if no search is needed
 * @param language two letters; empty for any
 */
record QueryPlan(List<String> queries, String language, Recency recency) {

    static final QueryPlan NONE = new QueryPlan(List.of(), "", Recency.ANY);

    QueryPlan {
        queries = List.copyOf(queries);
    }
}
