/** Meters of requests, upstream calls and served models. */
@NullMarked
package dev.ponder.runtime.metrics;

import org.jspecify.annotations.NullMarked;
