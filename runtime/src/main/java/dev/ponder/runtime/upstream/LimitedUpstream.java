package dev.ponder.runtime.upstream;

import dev.ponder.runtime.admission.Permits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream that has so many calls at the same time and no more, streams to their end included. */
final class LimitedUpstream extends DecoratedUpstream {

    private final Permits permits;

    LimitedUpstream(Upstream upstream, Permits permits) {
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
