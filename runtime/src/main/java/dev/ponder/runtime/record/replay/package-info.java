/** Runs a recorded request again with the recorded answers of its models, and compares the result. */
@NullMarked
package dev.ponder.runtime.record.replay;

import org.jspecify.annotations.NullMarked;
