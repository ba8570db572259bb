package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.UpstreamConfig.CircuitBreakerConfig;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;

/**
 * Rejects calls after too many of the recent ones failed. After the delay, one call at a time is admitted as a trial; its
 * success closes the circuit. SmallRye's circuit breaker counts the outcomes while the circuit is closed. Its delay and its
 * trial calls are not used: it takes neither a clock nor the outcome of a call that ends later. Thread-safe.
 */
final class CircuitBreaker {

    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);

    private final String name;
    private final String property;
    private final CircuitBreakerConfig config;
    private final Clock clock;
    /** Created with the first outcome: a circuit breaker that is disabled needs none. */
    private @Nullable Guard outcomes;
    /** Recorded with the next failure: only a failure can open the circuit. */
    private int unrecorded;
    private boolean closed = true;
    private int successes;
    private Instant openUntil = Instant.MIN;
    private Instant closedSince = Instant.MIN;
    private @Nullable Object trial;

    /**
     * A closed circuit.
     *
     * @param name what it protects, for messages
     * @param property the prefix of its properties
     */
    CircuitBreaker(String name, String property, CircuitBreakerConfig config, Clock clock) {
        this.name = name;
        this.property = property;
        this.config = config;
        this.clock = clock;
    }

    private Guard outcomes() {
        if (outcomes == null) {
            outcomes = noOutcomes();
        }
        return outcomes;
    }

    private Guard noOutcomes() {
        return Guard.create().withDescription("circuit breaker of " + name).withCircuitBreaker()
                .requestVolumeThreshold(config.calls())
                .failureRatio(config.failureRatio())
                .onStateChange(state -> closed = state == CircuitBreakerState.CLOSED)
                .done().build();
    }

    /**
     * Admits a call. Fails while the circuit is open, and while a trial call is running. A trial that has no outcome after
     * the delay is ignored, so that another call can be the trial.
     *
     * @param call identifies the call
     */
    synchronized void admit(Object call) {
        if (closed) {
            return;
        }
        if (!available()) {
            throw rejection();
        }
        trial = call;
        openUntil = clock.instant().plus(config.delay());
    }

    /** The call has no outcome: a cancelled one, or one that another circuit breaker rejected. */
    synchronized void release(Object call) {
        if (trial == call) {
            trial = null;
            openUntil = clock.instant();
        }
    }

    /** The call succeeded, as far as this circuit breaker is concerned. */
    synchronized void succeed(Object call, Instant begun) {
        if (closed) {
            record(null, begun);
        } else if (trial == call) {
            trial = null;
            openUntil = clock.instant();
            successes++;
            if (successes >= config.successes()) {
                close();
            }
        }
    }

    /** The call failed. */
    synchronized void fail(Object call, Instant begun, UpstreamException cause) {
        if (closed) {
            record(cause, begun);
            if (!closed) {
                open(cause);
            }
        } else if (trial == call) {
            trial = null;
            successes = 0;
            openUntil = clock.instant().plus(config.delay());
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    synchronized String state() {
        return closed ? "closed" : trial != null || available() ? "half_open" : "open";
    }

    /** Whether the next call is admitted. */
    synchronized boolean available() {
        return closed || !clock.instant().isBefore(openUntil);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** A call that began before the circuit opened and closed again does not count. */
    private void record(@Nullable UpstreamException failure, Instant begun) {
        if (begun.isBefore(closedSince)) {
            return;
        }
        if (failure == null) {
            unrecorded = Math.min(unrecorded + 1, config.calls());
            return;
        }
        for (; unrecorded > 0; unrecorded--) {
            record((UpstreamException) null);
        }
        record(failure);
    }

    private void record(@Nullable UpstreamException failure) {
        try {
            outcomes().get(() -> {
                if (failure != null) {
                    throw failure;
                }
                return true;
            }, Boolean.class);
        } catch (UpstreamException recorded) {
            // The caller of the upstream has the failure already
        }
    }

    private void open(UpstreamException cause) {
        LOG.warnf("the circuit of %s opens for %s: at least %d %% of the last %d calls failed, the last one with: %s"
                + " (see %s)", name, config.delay(), Math.round(config.failureRatio() * 100), config.calls(),
                cause.getMessage(), property);
        successes = 0;
        openUntil = clock.instant().plus(config.delay());
    }

    private void close() {
        LOG.infof("the circuit of %s closes: a trial call succeeded", name);
        closed = true;
        closedSince = clock.instant();
        outcomes = null;
        unrecorded = 0;
    }

    private UpstreamException rejection() {
        Duration wait = Duration.between(clock.instant(), openUntil);
        return UpstreamException.reported(Fault.CIRCUIT_OPEN, 503, null, null, name + ": circuit open for "
                + wait.toMillis() + " ms more after repeated failures (see " + property + ")",
                Map.of("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
    }
}
