/** Streams of answers: bytes to events and back, whole answers to parts and back, timeouts. */
@NullMarked
package dev.ponder.runtime.stream;

import org.jspecify.annotations.NullMarked;
