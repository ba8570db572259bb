package dev.ponder.runtime.time;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;

/** Uses timers of Vert.x, which fire on the event loop that started them. */
@ApplicationScoped
class VertxTimer implements Timer {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;

    VertxTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A timer of Vert.x has whole milliseconds. It must not fire early. */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        long millis = delay.toMillis() + (delay.toNanosPart() % NANOS_PER_MILLI == 0 ? 0 : 1);
        long timer = vertx.setTimer(Math.max(1, millis), fired -> task.run());
        return () -> vertx.cancelTimer(timer);
    }
}
