/**
 * The API for strategy authors.
 *
 * <p>A {@linkplain dev.ponder.api.InferenceStrategy strategy} is a class annotated with {@link dev.ponder.api.Strategy}.
 * {@link dev.ponder.api.Inference} gives it the request, upstream calls, the budget, random numbers and the clock. The
 * engine counts, limits, retries and cancels the calls, so strategies do not have to.
 */
@NullMarked
package dev.ponder.api;

import org.jspecify.annotations.NullMarked;
