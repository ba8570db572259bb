package dev.ponder.runtime.shutdown;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.model.Readiness;

/** Not ready as soon as the server is told to stop, while it still answers. */
@ApplicationScoped
public class Draining implements Readiness {

    private volatile boolean begun;

    @Override
    public boolean ready() {
        return !begun;
    }

    void begin() {
        begun = true;
    }
}
