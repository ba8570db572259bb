package dev.ponder.benchmarks;

import java.time.Duration;

/**
 * A server that accepts requests.
 *
 * @param startTime from the start of its process to the first response of its readiness probe
 */
record RunningServer(Variant variant, int port, Process process, Duration startTime) {

    String name() {
        return variant.name();
    }

    long pid() {
        return process.pid();
    }

    long cpu() {
        return ProcStat.cpuOf(pid());
    }
}
