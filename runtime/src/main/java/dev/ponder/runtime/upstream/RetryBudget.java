package dev.ponder.runtime.upstream;

import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;

/**
 * What all calls together may spend on further tries: each call pays in a part of a try. In an outage the load on an
 * upstream grows by that part and no more. Thread-safe.
 */
final class RetryBudget {

    private final double perCall;
    private final double most;
    private double tries;

    RetryBudget(RetryConfig config) {
        this.perCall = config.budgetRatio();
        this.most = config.budgetReserve();
        this.tries = most;
    }

    synchronized void payIn() {
        tries = Math.min(most, tries + perCall);
    }

    /** Whether there is enough for a further try. */
    synchronized boolean affords() {
        return tries >= 1;
    }

    /** Pays for a further try, if there is enough. */
    synchronized boolean take() {
        if (tries < 1) {
            return false;
        }
        tries--;
        return true;
    }
}
