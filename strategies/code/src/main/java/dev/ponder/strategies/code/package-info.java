/** Runs programs in sandboxes. */
@NullMarked
package dev.ponder.strategies.code;

import org.jspecify.annotations.NullMarked;
