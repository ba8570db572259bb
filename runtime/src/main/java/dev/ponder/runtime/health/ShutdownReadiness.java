package dev.ponder.runtime.health;

import jakarta.enterprise.context.ApplicationScoped;

/** Not ready as soon as the server is told to stop, while it still answers. */
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
