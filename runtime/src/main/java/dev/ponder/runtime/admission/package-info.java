/** Admission control: which requests begin, wait or are rejected. */
@NullMarked
package dev.ponder.runtime.admission;

import org.jspecify.annotations.NullMarked;
