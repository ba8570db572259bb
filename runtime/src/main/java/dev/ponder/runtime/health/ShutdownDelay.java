package dev.ponder.runtime.health;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.shutdown.ShutdownListener;

/** Makes the server unready when a shutdown starts. CDI's shutdown event is too late: it follows the shutdown delay. */
public class ShutdownDelay implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        Arc.container().instance(ShutdownReadiness.class).get().begin();
        notification.done();
    }
}
