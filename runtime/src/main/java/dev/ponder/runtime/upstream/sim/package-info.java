/**
 * The simulated model {@code sim}: it answers arithmetic questions rightly with a set probability and judges answers
 * with a set accuracy, in process and seeded, so that strategies can be watched, tested statistically and load-tested
 * without a model.
 */
@NullMarked
package dev.ponder.runtime.upstream.sim;

import org.jspecify.annotations.NullMarked;
