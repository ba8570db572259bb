/**
 * The test kit for strategies. {@link dev.ponder.testing.StrategyContract} is the contract of every strategy,
 * {@link dev.ponder.testing.StrategyHarness} runs a strategy in the server's engine,
 * {@link dev.ponder.testing.ScriptedUpstream} is a model that follows a script, and
 * {@link dev.ponder.testing.VirtualTime} is a clock that only the test advances.
 */
@NullMarked
package dev.ponder.testing;

import org.jspecify.annotations.NullMarked;
