package dev.ponder.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import dev.ponder.harness.MarkdownTable;

/** What one core and one open stream cost, for docs/operations.md. Empty if this was not measured. */
final class Sizing {

    static final List<String> BENCHMARKS = List.of(UnaryBenchmark.ID, StreamBenchmark.ID, OpenStreamsBenchmark.ID);

    private static final List<Integer> STREAMS = Scale.SIZING.openStreams();
    private static final int FEWEST = STREAMS.get(0);
    private static final int MOST = STREAMS.get(STREAMS.size() - 1);

    private final Results results;

    Sizing(Results results) {
        this.results = results;
    }

    String markdown() {
        var table = new MarkdownTable();
        table.row(List.of("server", "calls/s of one core", "÷ bare relay", "chunks/s of one core", "÷ bare relay",
                "KB of live heap per stream", "KB of RSS per stream"));
        var measured = results.of(UnaryBenchmark.ID).map(Measurement::variant).distinct()
                .filter(variant -> perCore(call(variant)).isPresent() && perCore(chunk(variant)).isPresent()).toList();
        measured.forEach(variant -> table.row(row(variant)));
        return measured.isEmpty() || results.of(OpenStreamsBenchmark.ID).findAny().isEmpty()
                ? ""
                : "\n## Sizing\n\nA core does a million divided by the microseconds of a call or a chunk. Memory is the"
                        + " difference between " + MOST + " open streams and " + FEWEST + ", divided by their number.\n\n"
                        + table;
    }

    private List<String> row(String variant) {
        var cells = new ArrayList<String>(List.of(variant));
        for (Series[] pair : new Series[][]{{call(variant), call(Variants.BARE)},
                {chunk(variant), chunk(Variants.BARE)}}) {
            cells.add(number(perCore(pair[0])));
            // The cost of the control divided by the cost is the rate divided by the rate of the control
            cells.add(Series.text(pair[1].ratios(pair[0]), pair[0].isVoid() || pair[1].isVoid()));
        }
        cells.add(number(perStream(variant, OpenStreamsBenchmark.HEAP)));
        cells.add(number(perStream(variant, OpenStreamsBenchmark.RSS)));
        return cells;
    }

    private Series call(String variant) {
        return results.series(UnaryBenchmark.ID, UnaryBenchmark.SIXTEEN, variant, UnaryBenchmark.CPU);
    }

    private Series chunk(String variant) {
        return results.series(StreamBenchmark.ID, StreamBenchmark.HUNDRED, variant, StreamBenchmark.CPU);
    }

    private static OptionalDouble perCore(Series microseconds) {
        return microseconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(1_000_000 / microseconds.median());
    }

    private OptionalDouble perStream(String variant, String metric) {
        Series few = results.series(OpenStreamsBenchmark.ID, OpenStreamsBenchmark.parameter(FEWEST), variant, metric);
        Series many = results.series(OpenStreamsBenchmark.ID, OpenStreamsBenchmark.parameter(MOST), variant, metric);
        return few.isEmpty() || many.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((many.median() - few.median()) * 1024 / (MOST - FEWEST));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Series.number(value.getAsDouble()) : "";
    }
}
