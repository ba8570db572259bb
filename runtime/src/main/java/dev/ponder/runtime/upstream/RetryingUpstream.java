package dev.ponder.runtime.upstream;

import java.util.random.RandomGenerator;

import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream whose calls are opened again after a passing fault. A relay shows its faults as they are. */
final class RetryingUpstream extends DecoratedUpstream {

    private final Upstream upstream;
    private final OpeningRetry guard;

    /** Guards an upstream; chance spreads the tries of many requests. */
    RetryingUpstream(Upstream upstream, RetryConfig retry, RandomGenerator random) {
        super(upstream);
        this.upstream = upstream;
        this.guard = new OpeningRetry(retry, random);
    }

    @Override
    <T> Uni<T> around(Uni<T> call) {
        return guard.guard(call);
    }

    @Override
    <T> Multi<T> around(Multi<T> call) {
        return guard.guard(call);
    }

    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        return upstream.relay(call);
    }
}
