package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Instant;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;

/** One of the upstreams that answer for a model, and how it is: known by how its calls end, never by a call to ask. */
public final class ClusterMember {

    private final Upstream upstream;
    private final int weight;
    private final AsyncSemaphore permits;
    private final CircuitBreaker circuit;
    private final Clock clock;
    private volatile Instant restsUntil = Instant.MIN;

    ClusterMember(Upstream upstream, int weight, AsyncSemaphore permits, CircuitBreaker circuit, Clock clock) {
        this.upstream = upstream;
        this.weight = weight;
        this.permits = permits;
        this.circuit = circuit;
        this.clock = clock;
    }

    public Upstream upstream() {
        return upstream;
    }

    int weight() {
        return weight;
    }

    /** Calls that are under way or wait. */
    public int busy() {
        return permits.active() + permits.waiting();
    }

    public String circuit() {
        return circuit.state();
    }

    /** Whether it may be asked: its circuit is not open, and it did not ask to be left alone. */
    boolean available() {
        return circuit.available() && !clock.instant().isBefore(restsUntil);
    }

    /** Hears of a failure: an upstream that says when to come back is asked no sooner, if there are others. */
    void failed(Throwable failure) {
        if (failure instanceof InferenceException known) {
            RetryAfter.of(known).ifPresent(wait -> restsUntil = clock.instant().plus(wait));
        }
    }
}
