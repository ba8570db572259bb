/** Configuration interfaces. All properties begin with {@code ponder}; an unknown property in a file fails startup. */
@NullMarked
package dev.ponder.runtime.config;

import org.jspecify.annotations.NullMarked;
