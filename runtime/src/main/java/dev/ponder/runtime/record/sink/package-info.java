/** Where records are written. */
@NullMarked
package dev.ponder.runtime.record.sink;

import org.jspecify.annotations.NullMarked;
