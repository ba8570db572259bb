package dev.ponder.retrieval.source;

import dev.ponder.retrieval.search.SearchHit;

/**
 * The passages of a page that matter for a question, in their order. Immutable.
 *
 * @param hit where the search found the page
 * @param title the title of the page
 * @param text the passages; left out parts are marked
 */
public record Excerpt(SearchHit hit, String title, String text) {}
