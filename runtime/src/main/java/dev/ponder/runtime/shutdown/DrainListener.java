package dev.ponder.runtime.shutdown;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.shutdown.ShutdownListener;

/** Hears of a shutdown before its delay, and before connections end; events of CDI come only afterwards. */
public class DrainListener implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        Arc.container().instance(Draining.class).get().begin();
        notification.done();
    }
}
