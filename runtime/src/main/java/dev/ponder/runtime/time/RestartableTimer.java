package dev.ponder.runtime.time;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Runs an action when a delay passes without a restart or a stop. It can be started again after it fired.
 *
 * <p>Threads: thread-safe. The action runs on the thread on which the {@link Timer} fires (with Vert.x the event loop that
 * started it), without a lock. An action that has not begun when {@link #stop()} or {@link #start} returns does not run.
 */
public final class RestartableTimer {

    private final Timer timer;
    private final Runnable action;
    private @Nullable Cancellable running;
    private long generation;

    /** A stopped timer. */
    public RestartableTimer(Timer timer, Runnable action) {
        this.timer = timer;
        this.action = action;
    }

    /** Starts the delay from its beginning; a delay of zero only stops the timer. */
    public synchronized void start(Duration delay) {
        stop();
        if (!delay.isZero()) {
            long current = generation;
            running = timer.after(delay).subscribe().with(passed -> fire(current));
        }
    }

    /** Stops the timer, if it is running. */
    public synchronized void stop() {
        generation++;
        if (running != null) {
            running.cancel();
            running = null;
        }
    }

    /** Whether a delay is running. */
    public synchronized boolean isRunning() {
        return running != null;
    }

    private void fire(long started) {
        synchronized (this) {
            if (started != generation) {
                return;
            }
            generation++;
            running = null;
        }
        action.run();
    }
}
