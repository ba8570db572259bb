/** From a command line to settings, before the server starts. */
@NullMarked
package dev.ponder.runtime.launch;

import org.jspecify.annotations.NullMarked;
