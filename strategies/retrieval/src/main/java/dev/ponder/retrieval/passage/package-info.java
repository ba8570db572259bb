/**
 * Divides documents into passages and finds those that concern a question. Depends on Lucene and
 * {@code dev.ponder.retrieval.token}.
 */
@NullMarked
package dev.ponder.retrieval.passage;

import org.jspecify.annotations.NullMarked;
