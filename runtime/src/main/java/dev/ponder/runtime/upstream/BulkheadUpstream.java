package dev.ponder.runtime.upstream;

import dev.ponder.runtime.concurrent.AsyncSemaphore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream that has so many calls at the same time and no more, streams to their end included. */
final class BulkheadUpstream extends DecoratedUpstream {

    private final AsyncSemaphore permits;

    BulkheadUpstream(Upstream upstream, AsyncSemaphore permits) {
        super(upstream);
        this.permits = permits;
    }

    @Override
    <T> Uni<T> around(Uni<T> call) {
        return permits.during(call);
    }

    @Override
    <T> Multi<T> around(Multi<T> call) {
        return permits.during(call);
    }
}
