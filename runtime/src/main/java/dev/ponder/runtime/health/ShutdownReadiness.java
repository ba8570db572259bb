package dev.ponder.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;

/** Unready as soon as a shutdown starts, while running requests are still answered. */
@ApplicationScoped
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
