/** Turns failures into error responses. */
@NullMarked
package dev.ponder.runtime.rest.error;

import org.jspecify.annotations.NullMarked;
