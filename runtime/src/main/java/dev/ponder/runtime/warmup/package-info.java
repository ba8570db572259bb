/** Requests that the server sends to itself before it accepts requests of clients. */
@NullMarked
package dev.ponder.runtime.warmup;

import org.jspecify.annotations.NullMarked;
