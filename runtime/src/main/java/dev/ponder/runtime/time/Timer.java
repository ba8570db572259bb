package dev.ponder.runtime.time;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** Delays without threads. Injected, so that tests do not wait. */
@FunctionalInterface
public interface Timer {

    /** Completes after the delay. Cancellation frees the timer. */
    Uni<Void> after(Duration delay);

    /** The same pipeline, which fails when it takes longer than the limit. A limit of zero is none. */
    default <T> Uni<T> limit(Uni<T> pipeline, Duration limit, Supplier<? extends Throwable> failure) {
        if (limit.isZero()) {
            return pipeline;
        }
        Uni<T> late = after(limit).onItem().transformToUni(ignored -> Uni.createFrom().failure(failure.get()));
        return Uni.combine().any().of(pipeline, late);
    }
}
