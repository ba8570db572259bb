package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.UpstreamConfig.CircuitBreakerConfig;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;

/**
 * Rejects calls to an upstream after too many of them fail, stall or are truncated. The outcome of a call is recorded when
 * the call ends, and a cancelled call counts as successful, because clients disconnect for unrelated reasons. SmallRye's
 * circuit breaker counts the outcomes; the time that the circuit stays open is measured here. Thread-safe.
 */
final class CircuitBreaker {

    private static final Set<Fault> FAILURES = EnumSet.of(Fault.UNREACHABLE, Fault.MALFORMED, Fault.FAILED,
            Fault.TIMEOUT, Fault.STALLED);

    private final String upstream;
    private final CircuitBreakerConfig config;
    private final Clock clock;
    private final Optional<Guard> outcomes;
    private final List<Call> trials = new ArrayList<>();
    private volatile boolean closed = true;
    private volatile Instant openUntil = Instant.MIN;
    private int begunTrials;
    private int period;

    CircuitBreaker(String upstream, CircuitBreakerConfig config, Clock clock) {
        this.upstream = upstream;
        this.config = config;
        this.clock = clock;
        this.outcomes = config.enabled() ? Optional.of(guard()) : Optional.empty();
    }

    private Guard guard() {
        return Guard.create().withDescription("circuit breaker of upstream " + upstream)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.calls())
                .failureRatio(config.failureRatio())
                .delay(0, ChronoUnit.MILLIS)
                .successThreshold(config.successes())
                .onStateChange(this::changed)
                .done().build();
    }

    /** Begins a call. Fails while the circuit is open, and while it is half-open and all trial calls have begun. */
    synchronized Call begin() {
        Instant now = clock.instant();
        List.copyOf(trials).stream().filter(trial -> !now.isBefore(trial.due)).forEach(trial -> trial.end(null));
        if (closed) {
            return new Call(false);
        }
        if (!available() || begunTrials == config.successes()) {
            throw UpstreamException.of(Fault.CIRCUIT_OPEN, "upstream '" + upstream + "': circuit open for up to "
                    + config.delay().toMillis() + " ms after repeated failures (see ponder.upstreams." + upstream
                    + ".circuit-breaker)", null);
        }
        begunTrials++;
        var trial = new Call(true);
        trials.add(trial);
        return trial;
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String state() {
        return closed ? "closed" : available() ? "half_open" : "open";
    }

    /** Whether the circuit is not open, or has been open for long enough for a trial call. */
    boolean available() {
        return closed || !clock.instant().isBefore(openUntil);
    }

    /**
     * Outcomes of calls that began before the circuit opened or closed no longer count. The guard is half-open at once,
     * because its delay is zero.
     */
    private void changed(CircuitBreakerState state) {
        if (state != CircuitBreakerState.HALF_OPEN) {
            period++;
            begunTrials = 0;
            trials.clear();
            openUntil = clock.instant().plus(config.delay());
            closed = state == CircuitBreakerState.CLOSED;
        }
    }

    /** A call. Its first outcome counts. */
    final class Call {

        private final boolean trial;
        private final Instant due = clock.instant().plus(config.delay());
        private final int begunIn = period;
        private boolean ended;

        Call(boolean trial) {
            this.trial = trial;
        }

        /** The first item arrived. A trial call is successful then, because other calls wait for its outcome. */
        void answered() {
            if (trial) {
                end(null);
            }
        }

        /** The call ended. A trial call that has not failed during the delay is ended as successful by the next call. */
        void end(@Nullable Throwable failure) {
            synchronized (CircuitBreaker.this) {
                if (!ended && begunIn == period) {
                    outcomes.ifPresent(guard -> record(guard, failure));
                }
                ended = true;
                trials.remove(this);
            }
        }

        private static void record(Guard guard, @Nullable Throwable failure) {
            try {
                guard.get(() -> {
                    if (failure instanceof UpstreamException known && FAILURES.contains(known.fault())) {
                        throw known;
                    }
                    return true;
                }, Boolean.class);
            } catch (UpstreamException recorded) {
                // The caller of the upstream has the failure already
            }
        }
    }
}
