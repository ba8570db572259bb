package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.util.TypeLiteral;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.UpstreamConfig.CircuitBreakerConfig;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Leaves an upstream alone for a while when too many of its calls fail, are silent or are cut off. SmallRye's breaker
 * decides; what it guards is the life of a call, which it hears the end of, so that a stream counts as it ends.
 */
final class CircuitBreaker {

    private static final TypeLiteral<Uni<Boolean>> LIFE = new TypeLiteral<>() {
    };
    private static final Set<Fault> FAILURES = EnumSet.of(Fault.UNREACHABLE, Fault.MALFORMED, Fault.FAILED,
            Fault.TIMEOUT, Fault.STALLED);

    private final String upstream;
    private final Duration delay;
    private final Clock clock;
    private final Guard guard;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
    private volatile Instant since = Instant.MIN;
    private final Queue<Attempt> tries = new ConcurrentLinkedQueue<>();

    CircuitBreaker(String upstream, CircuitBreakerConfig config, Clock clock) {
        this.upstream = upstream;
        this.delay = config.delay();
        this.clock = clock;
        Guard.Builder builder = Guard.create().withDescription("circuit of upstream " + upstream)
                .withThreadOffload(false);
        if (config.enabled()) {
            builder = builder.withCircuitBreaker()
                    .requestVolumeThreshold(config.calls())
                    .failureRatio(config.failureRatio())
                    .delay(config.delay().toMillis(), ChronoUnit.MILLIS)
                    .successThreshold(config.successes())
                    .when(CircuitBreaker::failed)
                    .onStateChange(this::turned)
                    .done();
        }
        this.guard = builder.build();
    }

    /** A call to come. */
    Attempt attempt() {
        return new Attempt();
    }

    /** One that tries an ill upstream, and has taken this long without failing, has gone well: others wait for it. */
    private void settleTries() {
        Instant due = clock.instant().minus(delay);
        tries.removeIf(attempt -> attempt.endIfBegunBefore(due));
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String state() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a call may be made: also when it has been open for long enough to try. */
    boolean available() {
        return state != CircuitBreakerState.OPEN || !clock.instant().isBefore(since.plus(delay));
    }

    private void turned(CircuitBreakerState now) {
        since = clock.instant();
        state = now;
    }

    private static boolean failed(Throwable failure) {
        return failure instanceof UpstreamException known && FAILURES.contains(known.fault());
    }

    private UpstreamException open() {
        return UpstreamException.of(Fault.CIRCUIT_OPEN, "upstream '" + upstream
                + "' is left alone for up to " + delay.toMillis() + " ms after repeated failures (see ponder.upstreams."
                + upstream + ".circuit-breaker)", null);
    }

    /** A call. Its first end counts; one that was cancelled is held for good, as clients leave for reasons of their own. */
    final class Attempt {

        private @Nullable UniEmitter<? super Boolean> life;
        private volatile boolean over;
        private volatile boolean trying;
        private volatile Instant begun = Instant.MAX;

        /** Completes when the call may be made; fails while the circuit is open. */
        Uni<Boolean> begins() {
            return Uni.createFrom().emitter(permission -> {
                settleTries();
                guard.get(() -> life(permission), LIFE).subscribe().with(ended -> {
                }, failure -> refuse(permission));
            });
        }

        /** The breaker refuses before it permits; the failure of a call that was permitted is not news. */
        private synchronized void refuse(UniEmitter<? super Boolean> permission) {
            if (!over) {
                permission.fail(open());
            }
        }

        private Uni<Boolean> life(UniEmitter<? super Boolean> permission) {
            return Uni.createFrom().emitter(emitter -> {
                begin(emitter);
                permission.complete(true);
            });
        }

        private synchronized void begin(UniEmitter<? super Boolean> emitter) {
            life = emitter;
            trying = state == CircuitBreakerState.HALF_OPEN;
            begun = clock.instant();
            if (trying) {
                tries.add(this);
            }
            if (over) {
                emitter.complete(true);
            }
        }

        /**
         * The call began to answer: for one that tries whether an upstream is well again, that is enough, for others wait
         * for what it finds.
         */
        void answers() {
            if (trying) {
                end(null);
            }
        }

        boolean endIfBegunBefore(Instant due) {
            boolean settled = over || begun.isBefore(due);
            if (settled) {
                end(null);
            }
            return settled;
        }

        void end(@Nullable Throwable failure) {
            UniEmitter<? super Boolean> ending;
            synchronized (this) {
                ending = over ? null : life;
                over = true;
            }
            if (ending == null) {
                return;
            }
            if (failure == null) {
                ending.complete(true);
            } else {
                ending.fail(failure);
            }
        }
    }
}
