package dev.ponder.runtime.time;

import java.time.Duration;

/** Runs an action when a delay passes without a restart or a stop. It can be started again after it fired. Thread-safe. */
public interface RestartableTimer {

    /** A stopped timer of its own. */
    static RestartableTimer of(Timer timer, Runnable action) {
        return new TimerGroup(timer).add(action);
    }

    /** Starts the delay from its beginning; a delay of zero only stops the timer. */
    void start(Duration delay);

    /** Stops the timer for a short time: it does not run its action, but the memory it needs is not freed. */
    void pause();

    /** Stops the timer, if it is running, and frees it. */
    void stop();

    /** Whether a delay is running. */
    boolean isRunning();
}
