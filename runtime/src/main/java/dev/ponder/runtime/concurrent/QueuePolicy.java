package dev.ponder.runtime.concurrent;

import java.time.Duration;
import java.util.function.Supplier;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/**
 * How many may wait, and for how long.
 *
 * @param places who finds none is turned away
 * @param patience who has waited this long is turned away; zero for ever
 * @param refusal what those are told
 */
public record QueuePolicy(int places, Duration patience, Timer delays, Supplier<Overloaded> refusal) {

    private static final Overloaded NEVER = new Overloaded("no place left to wait", 1);

    /** One for all who come. */
    public static QueuePolicy boundless() {
        return new QueuePolicy(Integer.MAX_VALUE, Duration.ZERO, delay -> Uni.createFrom().nothing(), () -> NEVER);
    }

    <T> Uni<T> limit(Uni<T> wait) {
        return delays.limit(wait, patience, refusal);
    }
}
