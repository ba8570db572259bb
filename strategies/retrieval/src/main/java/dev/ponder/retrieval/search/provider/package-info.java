/** The search engines that Ponder can ask. Depends on {@code dev.ponder.retrieval.search} alone. */
@NullMarked
package dev.ponder.retrieval.search.provider;

import org.jspecify.annotations.NullMarked;
