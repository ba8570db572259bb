package dev.ponder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizingTest {

    @TempDir
    private Path folder;

    @Test
    void dividesByTheCostsAndByTheStreams() {
        try (var results = new Results(folder.resolve("raw.csv"))) {
            assertThat(new Sizing(results).markdown()).isEmpty();

            add(results, UnaryBenchmark.ID, UnaryBenchmark.SIXTEEN, Variants.PONDER, UnaryBenchmark.CPU, 125);
            add(results, UnaryBenchmark.ID, UnaryBenchmark.SIXTEEN, Variants.BARE, UnaryBenchmark.CPU, 100);
            add(results, StreamBenchmark.ID, StreamBenchmark.HUNDRED, Variants.PONDER, StreamBenchmark.CPU, 20);
            add(results, StreamBenchmark.ID, StreamBenchmark.HUNDRED, Variants.BARE, StreamBenchmark.CPU, 20);
            addStreams(results, 1, 50);
            addStreams(results, 5_000, 50 + 4_999 * 27 / 1024.0);

            assertThat(new Sizing(results).markdown().replaceAll(" +", " "))
                    .contains("| ponder | 8,000 | 0.80 | 50,000 | 1 | 27 | 27 |");
        }
    }

    private static void addStreams(Results results, int streams, double megabytes) {
        for (String metric : new String[]{OpenStreamsBenchmark.HEAP, OpenStreamsBenchmark.RSS}) {
            add(results, OpenStreamsBenchmark.ID, OpenStreamsBenchmark.parameter(streams), Variants.PONDER, metric,
                    megabytes);
        }
    }

    private static void add(Results results, String benchmark, String parameter, String variant, String metric,
            double value) {
        results.add(new Measurement(benchmark, parameter, variant, 1, metric, value, 0, 0));
    }
}
