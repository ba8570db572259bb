package dev.ponder.runtime.health;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.shutdown.ShutdownListener;

/** Hears of a shutdown before its delay, and before connections end; events of CDI come only afterwards. */
public class ShutdownDelay implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        Arc.container().instance(ShutdownReadiness.class).get().begin();
        notification.done();
    }
}
