/**
 * Citations in a text that a model writes: checked against the sources that exist, while the text is streamed. Depends on
 * {@code dev.ponder.api} alone.
 */
@NullMarked
package dev.ponder.retrieval.citation;

import org.jspecify.annotations.NullMarked;
