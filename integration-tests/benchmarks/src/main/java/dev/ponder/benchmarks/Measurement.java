package dev.ponder.benchmarks;

/**
 * One measured value.
 *
 * @param benchmark the id of the benchmark
 * @param parameter what was varied, such as {@code 16 connections}
 * @param variant the name of the server
 * @param round the number of the round, from 1
 * @param metric what was measured, with its unit
 * @param loadBusy share of the time for which the core of the load was busy; NaN if it does not matter
 * @param otherWork share of the time for which the core of the server was busy with other processes; NaN if unknown
 */
record Measurement(String benchmark, String parameter, String variant, int round, String metric, double value,
        double loadBusy,
        double otherWork) {

    /** Above this, the load generator may have been the bottleneck. */
    static final double LOAD_CORE_LIMIT = 0.6;

    boolean isVoid() {
        return loadBusy > LOAD_CORE_LIMIT;
    }
}
