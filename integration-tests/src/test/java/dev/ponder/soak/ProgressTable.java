package dev.ponder.soak;

import java.time.Duration;

/** Prints a table with a row every few seconds. */
final class ProgressTable {

    private static final String ROW = "%6s %9s %8s %9s %8s %8s %8s %8s %8s %8s %9s %9s%n";

    private final long start = System.nanoTime();

    ProgressTable() {
        System.out.printf(ROW, "s", "heap MB", "sockets", "upstream", "active", "queued", "clients", "done", "left",
                "read MB", "relay KB", "native KB");
    }

    /** @param buffered the most bytes that the server buffers of one stream */
    void row(LoadSample sample, int clients, long done, long left, long received, BufferedBytes buffered) {
        System.out.printf(ROW, Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                sample.gauges().heapMegabytes(), sample.sockets(), sample.upstreamCalls(),
                sample.gauges().value("ponder_upstream_calls_active"),
                sample.gauges().value("ponder_upstream_calls_queued"), clients, done, left, received >> 20,
                buffered.relayed() >> 10,
                buffered.rewritten() >> 10);
    }
}
