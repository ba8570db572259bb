package dev.ponder.retrieval.passage;

/**
 * A passage of a long text that a model reads in one call. Immutable.
 *
 * @param number its number among all pages of the text, from 1
 * @param start the index of its first character in the text
 */
public record Page(int number, int start, String text) {}
