/** How a protocol declares itself: its paths, its methods and the format of its errors. */
@NullMarked
package dev.ponder.runtime.rest.protocol;

import org.jspecify.annotations.NullMarked;
