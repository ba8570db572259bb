/** Models as they are served: whether they can answer. */
@NullMarked
package dev.ponder.runtime.model;

import org.jspecify.annotations.NullMarked;
