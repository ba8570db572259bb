/** What every protocol shares: request options, the way from a body to an answer, and the interface that encodes answers. */
@NullMarked
package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.NullMarked;
