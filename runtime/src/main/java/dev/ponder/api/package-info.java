/**
 * All that the author of a strategy imports.
 *
 * <p>A {@linkplain dev.ponder.api.InferenceStrategy strategy} is a bean marked {@link dev.ponder.api.Strategy}; its
 * type says whether it streams. {@link dev.ponder.api.Inference} is all that it sees of the world: the request, the
 * model, the budget, chance and time. Counting, retries, limits and cancellation belong to the engine, so no strategy
 * can forget them.
 */
@NullMarked
package dev.ponder.api;

import org.jspecify.annotations.NullMarked;
