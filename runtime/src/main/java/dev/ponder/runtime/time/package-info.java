/** Waiting, injected so that tests need not wait. */
@NullMarked
package dev.ponder.runtime.time;

import org.jspecify.annotations.NullMarked;
