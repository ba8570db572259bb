package dev.ponder.runtime.time;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** The passing of time. */
@FunctionalInterface
public interface Timer {

    /** Completes after this long; cancelling frees the timer. */
    Uni<Void> after(Duration delay);

    /** The same pipeline, failing when it takes longer than this. A limit of zero is none. */
    default <T> Uni<T> limit(Uni<T> pipeline, Duration limit, Supplier<? extends Throwable> failure) {
        if (limit.isZero()) {
            return pipeline;
        }
        Uni<T> late = after(limit).onItem().transformToUni(ignored -> Uni.createFrom().failure(failure.get()));
        return Uni.combine().any().of(pipeline, late);
    }
}
