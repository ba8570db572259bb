/** The operator's settings, one documented tree under {@code ponder}. A mistyped key stops the start. */
@NullMarked
package dev.ponder.runtime.config;

import org.jspecify.annotations.NullMarked;
