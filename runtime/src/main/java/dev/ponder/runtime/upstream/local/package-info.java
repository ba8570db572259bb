/** Models that the application brings itself: upstreams without a wire. */
@NullMarked
package dev.ponder.runtime.upstream.local;

import org.jspecify.annotations.NullMarked;
