package dev.ponder.runtime.health;

import jakarta.inject.Singleton;

/** Unready as soon as a shutdown starts, while running requests are still answered. */
@Singleton
public class ShutdownReadiness implements ReadinessCondition {

    private volatile boolean begun;

    @Override
    public boolean ready() {
        return !begun;
    }

    void begin() {
        begun = true;
    }
}
