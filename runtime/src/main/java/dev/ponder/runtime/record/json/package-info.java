/** Messages, calls, answers and failures in records: how they are written, redacted and read again. */
@NullMarked
package dev.ponder.runtime.record.json;

import org.jspecify.annotations.NullMarked;
