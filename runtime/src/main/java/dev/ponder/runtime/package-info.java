/** The server: what happens between a client's bytes and a model's. */
@NullMarked
package dev.ponder.runtime;

import org.jspecify.annotations.NullMarked;
