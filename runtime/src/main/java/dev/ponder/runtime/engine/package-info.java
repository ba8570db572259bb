/** Selects, composes, runs, budgets and traces strategies; owns cancellation and usage. */
@NullMarked
package dev.ponder.runtime.engine;

import org.jspecify.annotations.NullMarked;
