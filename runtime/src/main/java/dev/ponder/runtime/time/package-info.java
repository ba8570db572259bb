/** Clocks and timers, injected so that tests do not wait. */
@NullMarked
package dev.ponder.runtime.time;

import org.jspecify.annotations.NullMarked;
