/**
 * The test kit for strategies: a scripted model, time that only tests advance, a harness that runs a strategy in the
 * real engine, and the contract that every strategy keeps.
 */
@NullMarked
package dev.ponder.testing;

import org.jspecify.annotations.NullMarked;
