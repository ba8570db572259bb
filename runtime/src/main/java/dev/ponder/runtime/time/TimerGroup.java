package dev.ponder.runtime.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Timers that share one {@link Timer}: the one that fires first is scheduled. A restart only changes when a timer is due,
 * so it costs nothing that a stream with many chunks would notice.
 *
 * <p>Threads: thread-safe. Actions run on the thread on which the {@link Timer} fires (with Vert.x the event loop that
 * started it), without a lock. An action that has not begun when its timer is stopped or restarted does not run.
 */
public final class TimerGroup {

    private static final long NEVER = Long.MAX_VALUE;

    private final Timer timer;
    private final long origin;
    private final List<Member> members = new ArrayList<>(4);
    private @Nullable Cancellable scheduled;
    private long scheduledAt = NEVER;

    /** A group without timers. */
    public TimerGroup(Timer timer) {
        this.timer = timer;
        this.origin = timer.nanoTime();
    }

    /** Adds a stopped timer. */
    public synchronized RestartableTimer add(Runnable action) {
        var member = new Member(action);
        members.add(member);
        return member;
    }

    /** Stops all timers. */
    public synchronized void stop() {
        for (Member member : members) {
            member.due = NEVER;
        }
        unschedule();
    }

    private long now() {
        return timer.nanoTime() - origin;
    }

    private void schedule(long due) {
        if (due >= scheduledAt) {
            return;
        }
        unschedule();
        scheduledAt = due;
        scheduled = timer.schedule(Duration.ofNanos(Math.max(0, due - now())), this::fire);
    }

    private void unschedule() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
        scheduledAt = NEVER;
    }

    /** One action at a time, because it may stop the other timers. */
    private void fire() {
        synchronized (this) {
            scheduled = null;
            scheduledAt = NEVER;
        }
        for (Runnable action = takeDue(); action != null; action = takeDue()) {
            action.run();
        }
    }

    private synchronized @Nullable Runnable takeDue() {
        Member first = first();
        if (first == null) {
            return null;
        }
        if (first.due > now()) {
            schedule(first.due);
            return null;
        }
        first.due = NEVER;
        return first.action;
    }

    private @Nullable Member first() {
        Member first = null;
        for (Member member : members) {
            if (member.due != NEVER && (first == null || member.due < first.due)) {
                first = member;
            }
        }
        return first;
    }

    private final class Member implements RestartableTimer {

        private final Runnable action;
        private long due = NEVER;

        Member(Runnable action) {
            this.action = action;
        }

        @Override
        public void start(Duration delay) {
            if (delay.isZero()) {
                stop();
                return;
            }
            synchronized (TimerGroup.this) {
                due = now() + nanos(delay);
                schedule(due);
            }
        }

        @Override
        public void pause() {
            synchronized (TimerGroup.this) {
                due = NEVER;
            }
        }

        @Override
        public void stop() {
            synchronized (TimerGroup.this) {
                due = NEVER;
                if (first() == null) {
                    unschedule();
                }
            }
        }

        @Override
        public boolean isRunning() {
            synchronized (TimerGroup.this) {
                return due != NEVER;
            }
        }

        /** A delay of centuries must not overflow. */
        private static long nanos(Duration delay) {
            return delay.compareTo(Duration.ofNanos(NEVER / 4)) < 0 ? delay.toNanos() : NEVER / 4;
        }
    }
}
