package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

import jakarta.enterprise.util.TypeLiteral;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** The one owner of retries: tries the opening of a call again where that may help. Never what follows the opening. */
final class OpeningGuard {

    private final Guard guard;

    OpeningGuard(RetryConfig retry, RandomGenerator random) {
        Guard.Builder builder = Guard.create().withDescription("opening of an upstream call");
        if (retry.max() > 0) {
            builder = builder.withRetry()
                    .maxRetries(retry.max())
                    .maxDuration(0, ChronoUnit.MILLIS)
                    .whenException(failure -> worthAnotherTry(failure, retry.maxDelay()))
                    .withCustomBackoff().strategy(() -> new Backoff(retry, random)).done()
                    .done();
        }
        this.guard = builder.build();
    }

    /** The same call, opened again after a passing fault. */
    <T> Uni<T> guard(Uni<T> call, TypeLiteral<Uni<T>> type) {
        return Uni.createFrom().emitter(emitter -> {
            var attempts = new Attempts<>(call);
            emitter.onTermination(attempts::cancel);
            Uni<T> guarded = guard.get(attempts::next, type);
            guarded.subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private static boolean worthAnotherTry(Throwable failure, Duration maxDelay) {
        return failure instanceof InferenceException known && known.retryable()
                && RetryAfter.of(known).filter(wait -> wait.compareTo(maxDelay) > 0).isEmpty();
    }

    /** The guard does not hand a cancel on to the call inside it, nor forget a try that is still to come: this does. */
    private static final class Attempts<T> {

        private static final Cancellable CANCELLED = () -> {
        };

        private final Uni<T> call;
        private final AtomicReference<Cancellable> current = new AtomicReference<>(() -> {
        });

        Attempts(Uni<T> call) {
            this.call = call;
        }

        Uni<T> next() {
            return Uni.createFrom().emitter(emitter -> {
                if (current.get() == CANCELLED) {
                    emitter.fail(new CancellationException("the caller left"));
                    return;
                }
                Cancellable attempt = call.subscribe().with(emitter::complete, emitter::fail);
                if (current.getAndUpdate(before -> before == CANCELLED ? CANCELLED : attempt) == CANCELLED) {
                    attempt.cancel();
                }
            });
        }

        void cancel() {
            current.getAndSet(CANCELLED).cancel();
        }
    }

    /** Exponential with full jitter, unless the upstream says when to come back. */
    private static final class Backoff implements CustomBackoffStrategy {

        private final RetryConfig retry;
        private final RandomGenerator random;
        private int tries;

        Backoff(RetryConfig retry, RandomGenerator random) {
            this.retry = retry;
            this.random = random;
        }

        @Override
        public synchronized long nextDelayInMillis(Throwable failure) {
            long ceiling = Math.min(retry.maxDelay().toMillis(), retry.delay().toMillis() << Math.min(tries++, 20));
            long jittered = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
            return failure instanceof InferenceException known
                    ? RetryAfter.of(known).map(Duration::toMillis).orElse(jittered)
                    : jittered;
        }
    }
}
