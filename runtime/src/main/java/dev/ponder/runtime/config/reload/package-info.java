/** Files that are read again when they change, without a restart. */
@NullMarked
package dev.ponder.runtime.config.reload;

import org.jspecify.annotations.NullMarked;
