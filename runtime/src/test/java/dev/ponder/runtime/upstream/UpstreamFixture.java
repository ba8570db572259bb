package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.util.List;

import dev.ponder.runtime.metrics.InferenceMetrics;
import io.smallrye.mutiny.Uni;

/** Makes registries of given upstreams, for tests outside of this package. */
public final class UpstreamFixture {

    private UpstreamFixture() {
    }

    /** A registry of these upstreams. */
    public static UpstreamRegistry registry(Clock clock, InferenceMetrics metrics, UpstreamRoute... routes) {
        return new UpstreamRegistry(List.of(() -> List.of(routes)),
                new ModelCatalogue(clock, delay -> Uni.createFrom().nothing()), metrics, clock);
    }

    /** A registry in which this upstream answers for all models. */
    public static UpstreamRegistry only(Upstream upstream, Clock clock, InferenceMetrics metrics) {
        return registry(clock, metrics, new UpstreamRoute(upstream, List.of(), true));
    }
}
