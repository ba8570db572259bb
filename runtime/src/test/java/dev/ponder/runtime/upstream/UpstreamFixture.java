package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.time.Timer;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.TestConfig;

/** Makes registries of given upstreams, for tests outside of this package. */
public final class UpstreamFixture {

    private static final Timer NEVER = (delay, task) -> () -> {
    };

    private UpstreamFixture() {
    }

    /** A registry of these upstreams. */
    public static UpstreamRegistry registry(Clock clock, RecordingMetrics metrics, UpstreamRoute... routes) {
        return registry(TestConfig.defaults(), clock, NEVER, metrics, routes);
    }

    /** A registry of these upstreams with this configuration. */
    public static UpstreamRegistry registry(PonderConfig config, Clock clock, Timer delays, RecordingMetrics metrics,
            UpstreamRoute... routes) {
        return new UpstreamRegistry(List.of(() -> List.of(routes)), new ModelListCache(clock, NEVER),
                new UpstreamChain(config, new InferenceEvents(List.of(metrics)), metrics, clock, delays,
                        new SplittableRandom(1)));
    }

    /** A registry in which this upstream answers for all models. */
    public static UpstreamRegistry only(Upstream upstream, Clock clock, RecordingMetrics metrics) {
        return registry(clock, metrics, route(upstream, List.of(), true));
    }

    /** A route with the default settings but without retries and breaker, for tests that count calls. */
    public static UpstreamRoute route(Upstream upstream, List<String> claims, boolean fallback) {
        return new UpstreamRoute(upstream, claims, fallback,
                config(new TestConfig().with("ponder.upstreams.a.retry.max", "0")
                        .with("ponder.upstreams.a.circuit-breaker.enabled", "false")));
    }

    static ClusterMember member(Upstream upstream, int weight, AsyncSemaphore permits, CircuitBreakers circuits,
            Clock clock) {
        return member(upstream, weight, 0, permits, circuits, clock);
    }

    static ClusterMember member(Upstream upstream, int weight, int priority, AsyncSemaphore permits,
            CircuitBreakers circuits, Clock clock) {
        var meter = new UpstreamMeter(upstream, "in process", new InferenceEvents(List.of()), clock,
                new UpstreamFailureLog(clock));
        return new ClusterMember(upstream, meter, weight, priority, permits, circuits, clock);
    }

    /** The settings of the upstream {@code a}. */
    public static UpstreamConfig config(TestConfig config) {
        return Objects.requireNonNull(config.with("ponder.upstreams.a.base-url", "http://localhost/v1").ponder()
                .upstreams().get("a"));
    }
}
