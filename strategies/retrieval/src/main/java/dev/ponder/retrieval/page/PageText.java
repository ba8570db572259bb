package dev.ponder.retrieval.page;

/**
 * What a document says.
 *
 * @param title the title in one line; empty if there is none
 * @param markdown the text
 * @param canonical the URL under which the document wants to be known; empty if it names none. It is a claim of the document.
 */
public record PageText(String title, String markdown, String canonical) {}
