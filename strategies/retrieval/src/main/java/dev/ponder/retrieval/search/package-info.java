/**
 * Searches the web: {@link dev.ponder.retrieval.search.SearchEngine} asks the configured {@linkplain
 * dev.ponder.retrieval.search.SearchProvider providers} in parallel and merges what they find. Depends on
 * {@code dev.ponder.api} alone.
 */
@NullMarked
package dev.ponder.retrieval.search;

import org.jspecify.annotations.NullMarked;
