/** Requests without a strategy: the client's bytes go to the upstream, the upstream's bytes come back unchanged. */
@NullMarked
package dev.ponder.runtime.rest.relay;

import org.jspecify.annotations.NullMarked;
