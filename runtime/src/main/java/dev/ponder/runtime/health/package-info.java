/** Readiness of the server: shutdown and upstreams. */
@NullMarked
package dev.ponder.runtime.health;

import org.jspecify.annotations.NullMarked;
