/** Forwards requests without a strategy to an upstream, and the upstream's bytes to the client. Depends on no protocol. */
@NullMarked
package dev.ponder.runtime.rest.relay;

import org.jspecify.annotations.NullMarked;
