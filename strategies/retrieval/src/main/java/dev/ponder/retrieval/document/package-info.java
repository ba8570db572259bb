/**
 * Finds the documents in conversations that are longer than the context window of a model. Depends on
 * {@code dev.ponder.api}, and on {@code dev.ponder.retrieval.passage} and {@code dev.ponder.retrieval.token}.
 */
@NullMarked
package dev.ponder.retrieval.document;

import org.jspecify.annotations.NullMarked;
