package dev.ponder.runtime.rest.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.subscription.Cancellable;

/** Waits for a client to take what is written: one that takes little at a time is slow, one that takes nothing is gone. */
final class WriteTimeout {

    private final Duration limit;
    private final Timer delays;
    private final Runnable giveUp;
    private @Nullable Cancellable timer;

    WriteTimeout(Duration limit, Timer delays, Runnable giveUp) {
        this.limit = limit;
        this.delays = delays;
        this.giveUp = giveUp;
    }

    void begin() {
        end();
        if (!limit.isZero()) {
            timer = delays.after(limit).subscribe().with(passed -> giveUp.run());
        }
    }

    /** The client took something. */
    void renew() {
        if (timer != null) {
            begin();
        }
    }

    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
