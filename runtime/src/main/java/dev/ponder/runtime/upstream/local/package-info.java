/** Served models as upstreams, in process. */
@NullMarked
package dev.ponder.runtime.upstream.local;

import org.jspecify.annotations.NullMarked;
