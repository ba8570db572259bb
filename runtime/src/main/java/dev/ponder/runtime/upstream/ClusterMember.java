package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;

/** One upstream of a cluster, with its state. The state follows from its calls; there are no active health checks. */
public final class ClusterMember {

    private final Upstream server;
    private final UpstreamMeter meter;
    private final int weight;
    private final int priority;
    private final AsyncSemaphore permits;
    private final CircuitBreakers circuits;
    private final Clock clock;
    private volatile Instant unavailableUntil = Instant.MIN;

    /**
     * An upstream.
     *
     * @param server calls it without limits
     */
    ClusterMember(Upstream server, UpstreamMeter meter, int weight, int priority, AsyncSemaphore permits,
            CircuitBreakers circuits, Clock clock) {
        this.server = server;
        this.meter = meter;
        this.weight = weight;
        this.priority = priority;
        this.permits = permits;
        this.circuits = circuits;
        this.clock = clock;
    }

    /** The server, without the limits. */
    public Upstream server() {
        return server;
    }

    UpstreamMeter meter() {
        return meter;
    }

    CircuitBreakers circuits() {
        return circuits;
    }

    AsyncSemaphore permits() {
        return permits;
    }

    AsyncSemaphore.Permit permit() {
        return permits.permit();
    }

    int weight() {
        return weight;
    }

    /** Its rank: lower is preferred. */
    int priority() {
        return priority;
    }

    /** Calls in flight and queued calls. */
    public int busy() {
        return permits.active() + permits.waiting();
    }

    /** The state of its circuit: {@code closed}, {@code open} or {@code half_open}. */
    public String circuit() {
        return circuits.state();
    }

    /** The models whose circuits are not closed. */
    public List<String> openModels() {
        return circuits.openModels();
    }

    /** Whether it accepts calls of a model: no circuit is open, and no {@code Retry-After} is running. */
    boolean available(String model) {
        return circuits.available(model) && !clock.instant().isBefore(unavailableUntil);
    }

    /** Records a failure. After one with {@code Retry-After} other upstreams are preferred for that time. */
    void failed(Throwable failure) {
        if (failure instanceof InferenceException known) {
            RetryAfter.of(known, clock.instant()).ifPresent(wait -> unavailableUntil = clock.instant().plus(wait));
        }
    }
}
