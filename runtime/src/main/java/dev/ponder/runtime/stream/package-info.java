/** Streams of answers: bytes to events and back, complete answers to parts and back. */
@NullMarked
package dev.ponder.runtime.stream;

import org.jspecify.annotations.NullMarked;
