package dev.ponder.soak;

import java.time.Duration;

/** The table of a run: a row every few seconds. */
final class ProgressTable {

    private static final String ROW = "%6s %9s %8s %9s %8s %8s %8s %8s %8s %8s %9s %9s%n";

    private final long start = System.nanoTime();

    ProgressTable() {
        System.out.printf(ROW, "s", "heap MB", "sockets", "upstream", "active", "queued", "clients", "done", "left",
                "read MB", "relay KB", "native KB");
    }

    /** @param held the most that the server holds of one stream */
    void row(LoadSample sample, int clients, long done, long left, long received, BufferedBytes held) {
        System.out.printf(ROW, Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                sample.gauges().heapMegabytes(), sample.sockets(), sample.upstreamCalls(),
                sample.gauges().value("ponder_upstream_calls_active"),
                sample.gauges().value("ponder_upstream_calls_queued"), clients, done, left, received >> 20,
                held.relayed() >> 10,
                held.rewritten() >> 10);
    }
}
