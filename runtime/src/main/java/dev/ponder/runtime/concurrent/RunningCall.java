package dev.ponder.runtime.concurrent;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A call that ends once: with a result, or because its caller cancels it. Either may happen on any thread, and before the
 * method that starts the call has returned. A call that ended with a result can begin another attempt. A base class and not a
 * field, because a strategy makes many calls and each would need one more object. Thread-safe.
 */
public abstract class RunningCall implements Cancellable {

    private static final short CANCELLED = -1;

    /** The attempt's number, even while it runs and odd when it has ended; or {@link #CANCELLED}. A short is one word less. */
    private short state;
    private @Nullable Cancellable running;

    /** The number of the current attempt, for {@link #hold(Cancellable, int)}. */
    protected final synchronized int attempt() {
        return state;
    }

    /** Takes what cancels the only attempt of the call; see {@link #hold(Cancellable, int)}. */
    protected final void hold(Cancellable started) {
        hold(started, 0);
    }

    /** Takes what cancels an attempt that was just started, and cancels it if the attempt has ended meanwhile. */
    protected final void hold(Cancellable started, int attempt) {
        synchronized (this) {
            if (state == attempt && isOpen()) {
                running = started;
                return;
            }
        }
        started.cancel();
    }

    /** Ends the attempt. Returns false if it has ended or was cancelled. */
    protected final synchronized boolean end() {
        boolean first = isOpen();
        if (first) {
            state++;
        }
        return first;
    }

    /** Begins another attempt after one that ended. Returns false if the call was cancelled. */
    protected final synchronized boolean beginAgain() {
        if (state == CANCELLED) {
            return false;
        }
        state++;
        running = null;
        return true;
    }

    /** Whether the caller cancelled the call, even after it had ended. */
    protected final synchronized boolean isCancelled() {
        return state == CANCELLED;
    }

    /** Cancels what was started last. */
    protected final void cancelRunning() {
        Cancellable started;
        synchronized (this) {
            started = running;
        }
        if (started != null) {
            started.cancel();
        }
    }

    /** The caller cancelled the call before it ended: frees what the call holds. */
    protected void cancelled() {
    }

    @Override
    public final void cancel() {
        boolean first;
        synchronized (this) {
            first = isOpen();
            state = CANCELLED;
        }
        if (first) {
            cancelled();
            cancelRunning();
        }
    }

    /** Negative numbers are odd here too. */
    private boolean isOpen() {
        return (state & 1) == 0;
    }
}
