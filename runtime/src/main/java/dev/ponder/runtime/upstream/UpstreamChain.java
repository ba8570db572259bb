package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.metrics.InferenceMetrics;
import dev.ponder.runtime.time.Timer;

/**
 * Puts together what stands between a request and a model server: retries around the choice among upstreams, and around
 * each of these its meter, its circuit breaker and its limit of calls.
 */
@ApplicationScoped
public class UpstreamChain {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final PonderConfig config;
    private final InferenceMetrics metrics;
    private final Clock clock;
    private final Timer delays;
    private final RandomGenerator random;
    private final Map<String, ClusterMember> members = new ConcurrentSkipListMap<>();

    public UpstreamChain(PonderConfig config, InferenceMetrics metrics, Clock clock, Timer delays,
            RandomGenerator random) {
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.delays = delays;
        this.random = random;
    }

    /** The upstream with all that belongs to it alone: one for all models that it answers for. */
    ClusterMember member(UpstreamRoute route) {
        return members.computeIfAbsent(route.upstream().name(), name -> assemble(name, route));
    }

    /** The upstreams as one. The retries are those of the first. */
    Upstream group(List<UpstreamRoute> routes) {
        List<ClusterMember> some = routes.stream().map(this::member).toList();
        return new RetryingUpstream(new UpstreamCluster(some, new LoadBalancer(config.balancing(), some)),
                routes.get(0).config().retry(), random);
    }

    /** All members, by name. */
    public Collection<ClusterMember> members() {
        return members.values();
    }

    private ClusterMember assemble(String name, UpstreamRoute route) {
        UpstreamConfig upstream = route.config();
        var permits = new AsyncSemaphore(upstream.maxConnections(), new QueuePolicy(upstream.maxQueuedCalls(),
                upstream.maxQueueTime(), delays, () -> overloaded(name)));
        var circuit = new CircuitBreaker(name, upstream.circuitBreaker(), clock);
        metrics.gauge("ponder.upstream.calls.active", permits::active, "upstream", name);
        metrics.gauge("ponder.upstream.calls.queued", permits::waiting, "upstream", name);
        metrics.gauge("ponder.upstream.circuit.open", () -> circuit.available() ? 0 : 1, "upstream", name);
        var limited = new BulkheadUpstream(new CircuitBreakerUpstream(
                new MeteredUpstream(route.upstream(), metrics, clock), circuit), permits);
        return new ClusterMember(limited, upstream.weight(), permits, circuit, clock);
    }

    private static Overloaded overloaded(String name) {
        return new Overloaded("upstream '" + name + "' has no turn left for a call (expected fewer at a time; try again"
                + " later, or see ponder.upstreams." + name
                + ".max-connections, .max-queued-calls and .max-queue-time)",
                RETRY_AFTER_SECONDS);
    }
}
