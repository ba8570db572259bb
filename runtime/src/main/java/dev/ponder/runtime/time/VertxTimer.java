package dev.ponder.runtime.time;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Uses timers of Vert.x, which fire on the event loop that started them. */
@ApplicationScoped
class VertxTimer implements Timer {

    private final Vertx vertx;

    VertxTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<Void> after(Duration delay) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
