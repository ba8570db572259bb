/** Runs the strategies of a request: composition, upstream calls, budget, usage and cancellation. */
@NullMarked
package dev.ponder.runtime.engine;

import org.jspecify.annotations.NullMarked;
