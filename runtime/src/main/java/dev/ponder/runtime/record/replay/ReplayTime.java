package dev.ponder.runtime.record.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The clock and timer of a replay: it shows the time of the recorded run, and moves on when one task after the other is run in
 * the order of their times. Tasks may be added on any thread.
 */
final class ReplayTime extends Clock implements Timer {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due)
            .thenComparing(Task::order).thenComparing(Task::number));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Instant start;
    private volatile Instant now;
    private long created;

    /** @param order decides between tasks of the same time */
    private record Task(Instant due, int order, long number, Runnable work) {}

    ReplayTime(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return at(now.plus(delay), Integer.MAX_VALUE, task);
    }

    /** Runs a task at a time. Among tasks of the same time, the one with the lower order is first. */
    Cancellable at(Instant due, int order, Runnable work) {
        lock.lock();
        try {
            var task = new Task(due, order, created++, work);
            tasks.add(task);
            changed.signalAll();
            return () -> remove(task);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the next task that is due at this time or earlier. Returns whether there was one. */
    boolean runNext(Instant until) {
        Task next = next(until);
        if (next == null) {
            return false;
        }
        if (next.due().isAfter(now)) {
            now = next.due();
        }
        next.work().run();
        return true;
    }

    private @Nullable Task next(Instant until) {
        lock.lock();
        try {
            Task first = tasks.peek();
            return first == null || first.due().isAfter(until) ? null : tasks.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a task is added. Returns false if none is within this time. */
    boolean awaitTask(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            return changed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    /** Ends {@link #awaitTask}. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanoTime() {
        return Duration.between(start, now).toNanos();
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
