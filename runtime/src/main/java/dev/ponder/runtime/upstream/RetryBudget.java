package dev.ponder.runtime.upstream;

import dev.ponder.runtime.config.UpstreamConfig.RetryConfig;

/**
 * Limits the retries of all calls: each call earns a fraction of a retry. In an outage the load on an upstream grows by
 * that fraction only. Thread-safe.
 */
final class RetryBudget {

    private final double perCall;
    private final double max;
    private double retries;

    RetryBudget(RetryConfig config) {
        this.perCall = config.budgetRatio();
        this.max = config.budgetReserve();
        this.retries = max;
    }

    synchronized void payIn() {
        retries = Math.min(max, retries + perCall);
    }

    /** Whether it covers a retry. */
    synchronized boolean affords() {
        return retries >= 1;
    }

    /** Takes a retry, if it covers one. */
    synchronized boolean take() {
        if (retries < 1) {
            return false;
        }
        retries--;
        return true;
    }
}
