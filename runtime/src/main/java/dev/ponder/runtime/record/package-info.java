/** Records of requests for their operators: conversation, stages, calls, answers and costs, as JSON lines. */
@NullMarked
package dev.ponder.runtime.record;

import org.jspecify.annotations.NullMarked;
