package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import jakarta.enterprise.util.TypeLiteral;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The one owner of retries: tries the opening of a call again where that may help, within what all calls may spend on
 * it. Never what follows the opening.
 */
final class OpeningRetry {

    private static final TypeLiteral<Uni<Object>> OPENING = new TypeLiteral<>() {
    };

    private final Guard guard;
    private final RetryBudget budget;

    OpeningRetry(RetryConfig retry, RandomGenerator random) {
        budget = new RetryBudget(retry);
        Guard.Builder builder = Guard.create().withDescription("opening of an upstream call")
                .withThreadOffload(false);
        if (retry.max() > 0) {
            builder = builder.withRetry()
                    .maxRetries(retry.max())
                    .maxDuration(0, ChronoUnit.MILLIS)
                    .whenException(failure -> worthAnotherTry(failure, retry.maxDelay()) && budget.affords())
                    .withCustomBackoff().strategy(() -> new Backoff(retry, random)).done()
                    .done();
        }
        this.guard = builder.build();
    }

    /** The same call, made again after a passing fault. */
    <T> Uni<T> guard(Uni<T> call) {
        return Uni.createFrom().deferred(() -> opened(new Attempts<T>((done, failed) -> call.subscribe()
                .with(done, failed))));
    }

    /** The same stream, opened again after a passing fault before its first item. */
    <T> Multi<T> guard(Multi<T> stream) {
        return Multi.createFrom().deferred(() -> {
            var attempts = new Attempts<Multi<T>>((done, failed) -> FirstItem.of(stream, done, failed));
            return opened(attempts)
                    .onItem().transformToMulti(opened -> opened)
                    .onCancellation().invoke(attempts::cancel);
        });
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> opened(Attempts<T> attempts) {
        return Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(attempts::leave);
            guard.get(attempts::next, OPENING).onItem().ifNotNull().invoke(opened -> {
                attempts.opened();
                emitter.complete((T) opened);
            }).subscribe().with(over -> {
            }, failure -> emitter.fail(failure instanceof BudgetSpent spent ? spent.getCause() : failure));
        });
    }

    private static boolean worthAnotherTry(Throwable failure, Duration maxDelay) {
        return failure instanceof UpstreamException known && known.retryable()
                && RetryAfter.of(known).filter(wait -> wait.compareTo(maxDelay) > 0).isEmpty();
    }

    /** Tells the guard that there are no more tries; its cause is what the caller hears. */
    private static final class BudgetSpent extends RuntimeException {

        private static final long serialVersionUID = 1;

        BudgetSpent(@Nullable Throwable last) {
            super(last);
        }
    }

    /** The guard does not hand a cancel on to the call inside it, nor forget a try that is still to come: this does. */
    private final class Attempts<T> {

        private static final Cancellable NONE = () -> {
        };
        private static final Cancellable CANCELLED = () -> {
        };

        private final BiFunction<Consumer<T>, Consumer<Throwable>, Cancellable> call;
        private final AtomicReference<Cancellable> current = new AtomicReference<>(NONE);
        private volatile boolean opened;
        private volatile @Nullable Throwable last;

        Attempts(BiFunction<Consumer<T>, Consumer<Throwable>, Cancellable> call) {
            this.call = call;
        }

        /** A cancelled try ends for the guard too, with nothing, which would hold it for running otherwise. */
        Uni<Object> next() {
            return Uni.createFrom().emitter(emitter -> {
                if (current.get() == CANCELLED) {
                    emitter.complete(null);
                    return;
                }
                if (!paid()) {
                    emitter.fail(new BudgetSpent(last));
                    return;
                }
                Cancellable attempt = call.apply(emitter::complete, failure -> {
                    last = failure;
                    emitter.fail(failure);
                });
                Cancellable cancel = () -> {
                    attempt.cancel();
                    emitter.complete(null);
                };
                if (current.getAndUpdate(before -> before == CANCELLED ? CANCELLED : cancel) == CANCELLED) {
                    cancel.cancel();
                }
            });
        }

        /** Many that failed together want to try again together: who comes late finds nothing left. */
        private boolean paid() {
            if (last != null) {
                return budget.take();
            }
            budget.payIn();
            return true;
        }

        void opened() {
            opened = true;
        }

        /** Nobody waits for the opening any more: it is done, or not wanted. */
        void leave() {
            if (!opened) {
                cancel();
            }
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
                    ? RetryAfter.of(known).map(wait -> wait.toMillis() + spread()).orElse(jittered)
                    : jittered;
        }

        /** All who were told the same time would come at the same time. */
        private long spread() {
            return random.nextLong(retry.delay().toMillis() / 2 + 1);
        }
    }
}
