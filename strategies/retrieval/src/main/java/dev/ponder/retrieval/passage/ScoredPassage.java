package dev.ponder.retrieval.passage;

/**
 * A passage that a search found. Immutable.
 *
 * @param score the BM25 score, above 0; comparable within one search only
 */
public record ScoredPassage(Passage passage, double score) {}
