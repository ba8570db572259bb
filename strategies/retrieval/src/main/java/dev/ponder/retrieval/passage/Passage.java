package dev.ponder.retrieval.passage;

/**
 * A part of a document. Immutable.
 *
 * @param document the number of the document, from 0
 * @param start the index of the first character in the document
 * @param end the index after the last character
 * @param text the text from {@code start} to {@code end}
 */
public record Passage(int document, int start, int end, String text) {}
