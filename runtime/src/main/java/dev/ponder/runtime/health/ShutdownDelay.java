package dev.ponder.runtime.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.runtime.shutdown.ShutdownListener;
import io.quarkus.runtime.shutdown.ShutdownRecorder;

/** Makes the server unready when a shutdown starts. CDI's shutdown event is too late: it follows the shutdown delay. */
public class ShutdownDelay implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        Arc.container().instance(ShutdownReadiness.class).get().begin();
        notification.done();
    }

    /** The next shutdown neither waits for the delay nor for running requests. */
    public static void skip() {
        new ShutdownRecorder(new RuntimeValue<>(new ShutdownConfig() {

            @Override
            public Optional<Duration> timeout() {
                return Optional.empty();
            }

            @Override
            public Optional<Duration> delay() {
                return Optional.empty();
            }
        })).setListeners(List.of(), false);
    }
}
