package dev.ponder.runtime.concurrent;

import java.time.Duration;
import java.util.function.Supplier;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.time.Timer;

/**
 * How pipelines wait for a permit.
 *
 * @param capacity the number that may wait; others are rejected
 * @param maxWait those that wait longer are rejected; zero for no limit
 * @param rejection the error of those that are rejected
 */
public record QueuePolicy(int capacity, Duration maxWait, Timer timer, Supplier<Overloaded> rejection) {

    private static final Overloaded NEVER = new Overloaded("queue full", 1);

    /** No limit. */
    public static QueuePolicy boundless() {
        return new QueuePolicy(Integer.MAX_VALUE, Duration.ZERO, (delay, task) -> () -> {
        }, () -> NEVER);
    }
}
