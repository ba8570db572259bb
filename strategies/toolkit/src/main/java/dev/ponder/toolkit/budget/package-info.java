/**
 * What a strategy can still afford: {@link dev.ponder.toolkit.budget.StageBudget} estimates the calls that the token budget
 * of a request allows. Depends on {@code dev.ponder.api} alone.
 */
@NullMarked
package dev.ponder.toolkit.budget;

import org.jspecify.annotations.NullMarked;
