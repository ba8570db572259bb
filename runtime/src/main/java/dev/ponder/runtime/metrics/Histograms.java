package dev.ponder.runtime.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;

/** Bounds of the buckets of histograms. */
final class Histograms {

    private Histograms() {
    }

    static Duration[] seconds(double... bounds) {
        return DoubleStream.of(bounds).mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
                .toArray(Duration[]::new);
    }
}
