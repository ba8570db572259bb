/** The main class, its command-line flags, and the check at startup. */
@NullMarked
package dev.ponder.runtime.launch;

import org.jspecify.annotations.NullMarked;
