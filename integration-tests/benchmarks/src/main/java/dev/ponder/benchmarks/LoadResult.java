package dev.ponder.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a load.
 *
 * @param values the values that the load generator printed, by name; times are in microseconds
 * @param windows the samples of CPU time
 * @param serverCpu the CPU time of the server, in microseconds
 * @param loadBusy share of the time for which the core of the load was busy with any process
 * @param ownBusy share of the time for which it was busy with the load generator and the mock upstream
 * @param otherWork share of the time for which the core of the server was busy with other processes
 */
record LoadResult(Map<String, Double> values, List<Window> windows, double serverCpu, double loadBusy, double ownBusy,
        double otherWork) {

    /** The CPU time of the server after a number of responses. */
    record Window(long responses, double elapsed, double cpu) {}

    double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the load generator printed no " + name);
        }
        return value;
    }

    double cpuPerCall() {
        return serverCpu / value("requests");
    }

    double cpuPerChunk() {
        return serverCpu / value("chunks");
    }

    double callsPerSecond() {
        return value("requests") / value("elapsed_us") * 1e6;
    }

    /** What was wrong with the responses, or an empty text. */
    String errors() {
        var errors = new StringBuilder();
        for (String name : List.of("status_errors", "connection_errors", "incomplete", "lost", "reordered")) {
            double count = values.getOrDefault(name, 0.0);
            if (count > 0) {
                errors.append(errors.isEmpty() ? "" : ", ").append(name).append(' ').append((long) count);
            }
        }
        return errors.toString();
    }
}
