/** Ponder's own endpoints. */
@NullMarked
package dev.ponder.runtime.rest.ponder;

import org.jspecify.annotations.NullMarked;
