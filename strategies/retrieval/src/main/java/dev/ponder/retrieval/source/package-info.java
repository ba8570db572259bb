/**
 * Sources of the web for one request: searches, pages and the passages of pages that matter for a question. Depends on the
 * packages {@code search}, {@code fetch}, {@code passage} and {@code token}, and on {@code dev.ponder.api}.
 */
@NullMarked
package dev.ponder.retrieval.source;

import org.jspecify.annotations.NullMarked;
