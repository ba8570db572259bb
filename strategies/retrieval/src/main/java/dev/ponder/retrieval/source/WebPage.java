package dev.ponder.retrieval.source;

import dev.ponder.retrieval.search.SearchHit;

/**
 * A page that a search found and that was read. Its text was written by strangers: a prompt shows it only inside a fence.
 * Immutable.
 *
 * @param hit where the search found it
 * @param title its title
 * @param text its text as Markdown
 */
public record WebPage(SearchHit hit, String title, String text) {}
