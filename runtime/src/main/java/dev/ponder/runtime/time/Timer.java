package dev.ponder.runtime.time;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Delays without threads. Injected, so that tests do not wait. */
@FunctionalInterface
public interface Timer {

    /** Runs a task once after the delay, on the event loop of the caller. Cancellation frees the timer. */
    Cancellable schedule(Duration delay, Runnable task);

    /** The time in nanoseconds since a fixed but arbitrary moment. It never goes back. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** Completes after the delay. Cancellation frees the timer. */
    default Uni<Void> after(Duration delay) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = schedule(delay, () -> emitter.complete(null));
            emitter.onTermination(running::cancel);
        });
    }

    /** The same pipeline, which fails when it takes longer than the limit. A limit of zero is none. */
    default <T> Uni<T> limit(Uni<T> pipeline, Duration limit, Supplier<? extends Throwable> failure) {
        return limit.isZero() ? pipeline : new TimeLimit<>(pipeline, this, limit, failure);
    }
}
