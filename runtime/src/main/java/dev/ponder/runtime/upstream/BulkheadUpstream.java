package dev.ponder.runtime.upstream;

import dev.ponder.runtime.concurrent.AsyncSemaphore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Limits the calls in flight. A stream holds its permit until it ends. */
final class BulkheadUpstream extends DecoratedUpstream {

    private final AsyncSemaphore permits;

    BulkheadUpstream(Upstream upstream, AsyncSemaphore permits) {
        super(upstream);
        this.permits = permits;
    }

    @Override
    <T> Uni<T> around(Uni<T> reply, UpstreamRequest call) {
        return permits.during(reply);
    }

    @Override
    <T> Multi<T> around(Multi<T> items, UpstreamRequest call) {
        return permits.during(items);
    }
}
