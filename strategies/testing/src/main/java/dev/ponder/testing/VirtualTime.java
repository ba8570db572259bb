package dev.ponder.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A clock and timer that only the test advances. One thread advances it; if a real server takes part,
 * others may wait for it.
 */
public final class VirtualTime extends Clock implements Timer {

    private static final int MOST_EVENTS = 1_000_000;
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final PriorityQueue<PendingTimer> timers = new PriorityQueue<>(
            Comparator.comparing(PendingTimer::due).thenComparing(PendingTimer::number));
    private volatile Instant now = start;
    private long created;

    private record PendingTimer(Instant due, long number, Runnable task) {}

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        PendingTimer timer = add(now.plus(delay), task);
        return () -> remove(timer);
    }

    @Override
    public long nanoTime() {
        return elapsed().toNanos();
    }

    /** The number of pending timers. */
    public synchronized int waiting() {
        return timers.size();
    }

    /** Advances the time and fires the timers that are due. */
    public void advance(Duration time) {
        Instant until = now.plus(time);
        runUntil(until);
        now = until;
    }

    /** Advances the time until no timer is pending. */
    public void runUntilIdle() {
        runUntil(Instant.MAX);
    }

    /** The elapsed time. */
    public Duration elapsed() {
        return Duration.between(start, now);
    }

    private void runUntil(Instant until) {
        int events = 0;
        for (PendingTimer timer = next(until); timer != null; timer = next(until)) {
            if (++events > MOST_EVENTS) {
                throw new AssertionError("time: still busy after " + MOST_EVENTS + " timers (expected an end)");
            }
            now = timer.due();
            timer.task().run();
        }
    }

    private synchronized PendingTimer add(Instant due, Runnable task) {
        var timer = new PendingTimer(due, created++, task);
        timers.add(timer);
        return timer;
    }

    private synchronized void remove(PendingTimer timer) {
        timers.remove(timer);
    }

    private synchronized @Nullable PendingTimer next(Instant until) {
        PendingTimer first = timers.peek();
        return first == null || first.due().isAfter(until) ? null : timers.remove();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
