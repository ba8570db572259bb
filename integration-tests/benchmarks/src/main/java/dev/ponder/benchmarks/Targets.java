package dev.ponder.benchmarks;

import java.util.List;

/** Compares what was measured with what must be reached and what is aimed at. */
final class Targets {

    private final Results results;
    private final MarkdownTable table = new MarkdownTable();

    Targets(Results results) {
        this.results = results;
    }

    String markdown() {
        table.row(List.of("target", "measured", "must", "", "goal", ""));
        ratio("relay, unary, warm, ÷ bare relay", UnaryBenchmark.ID, UnaryBenchmark.SIXTEEN, UnaryBenchmark.CPU,
                Variants.BARE, 1.5, 1.2);
        ratio("relay, per chunk, warm, ÷ bare relay", StreamBenchmark.ID, StreamBenchmark.HUNDRED, StreamBenchmark.CPU,
                Variants.BARE, 1.3, 1.1);
        return "## Targets\n\n" + table;
    }

    private void ratio(String target, String benchmark, String parameter, String metric, String control, double must,
            double goal) {
        Series ours = results.series(benchmark, parameter, Variants.PONDER, metric);
        Series other = results.series(benchmark, parameter, control, metric);
        row(target, ours.ratios(other), ours.isVoid() || other.isVoid(), must, goal);
    }

    private void row(String target, double[] values, boolean isVoid, double must, double goal) {
        if (values.length == 0) {
            table.row(List.of(target, "not measured", "<= " + must, "", "<= " + goal, ""));
        } else {
            double median = Series.median(values);
            table.row(List.of(target, Series.text(values, isVoid), "<= " + must, verdict(median, must), "<= " + goal,
                    verdict(median, goal)));
        }
    }

    private static String verdict(double measured, double limit) {
        return measured <= limit ? "met" : "missed by " + Math.round(100 * (measured / limit - 1)) + " %";
    }
}
