package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.time.Timer;

/**
 * Assembles what lies between a request and a model server: retries around load balancing, and for each upstream a
 * bulkhead, a circuit breaker and a meter.
 */
@Singleton
public class UpstreamChain {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final PonderConfig config;
    private final InferenceEvents events;
    private final Gauges gauges;
    private final Clock clock;
    private final Timer timer;
    private final RandomGenerator random;
    private final UpstreamFailureLog failures;
    private final Map<String, ClusterMember> members = new ConcurrentSkipListMap<>();

    public UpstreamChain(PonderConfig config, InferenceEvents events, Gauges gauges, Clock clock, Timer timer,
            RandomGenerator random) {
        this.config = config;
        this.events = events;
        this.gauges = gauges;
        this.clock = clock;
        this.timer = timer;
        this.random = random;
        this.failures = new UpstreamFailureLog(clock);
    }

    /** The upstream with its own bulkhead, circuit breaker and meter, which all its models share. */
    ClusterMember member(UpstreamRoute route) {
        return members.computeIfAbsent(route.upstream().name(), name -> assemble(name, route));
    }

    /** The upstreams as one. The retry configuration is that of the first. */
    Upstream cluster(List<UpstreamRoute> routes) {
        List<ClusterMember> cluster = routes.stream().map(this::member).toList();
        return new RetryingUpstream(new UpstreamCluster(cluster, new LoadBalancer(config.balancing(), cluster)),
                routes.get(0).config().retry(), timer, random, clock, failures);
    }

    /** All members, by name. */
    public Collection<ClusterMember> members() {
        return members.values();
    }

    private ClusterMember assemble(String name, UpstreamRoute route) {
        UpstreamConfig upstream = route.config();
        var permits = new AsyncSemaphore(upstream.maxConnections(), new QueuePolicy(upstream.maxQueuedCalls(),
                upstream.maxQueueTime(), timer, () -> queueFull(name, upstream)));
        var circuits = new CircuitBreakers(name, upstream.circuitBreaker(), clock, gauges);
        gauges.gauge("ponder.upstream.calls.active", permits::active, "upstream", name);
        gauges.gauge("ponder.upstream.calls.queued", permits::waiting, "upstream", name);
        var meter = new UpstreamMeter(route.upstream(), route.address(), events, clock, failures);
        return new ClusterMember(route.upstream(), meter, upstream.weight(), upstream.priority(), permits, circuits,
                clock);
    }

    private static Overloaded queueFull(String name, UpstreamConfig upstream) {
        return new Overloaded("upstream '" + name + "': queue full or wait too long (expected at most "
                + upstream.maxConnections() + " calls in flight and " + upstream.maxQueuedCalls()
                + " queued; retry later, or see ponder.upstreams." + name
                + ".max-connections, .max-queued-calls and .max-queue-time)", RETRY_AFTER_SECONDS);
    }
}
