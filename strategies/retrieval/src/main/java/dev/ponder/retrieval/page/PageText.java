package dev.ponder.retrieval.page;

/**
 * What a document says.
 *
 * @param title the title in one line; empty if there is none
 * @param markdown the text
 */
public record PageText(String title, String markdown) {}
