package dev.ponder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.harness.MarkdownTable;

/** The report of a run in Markdown. */
final class Report {

    private final Options options;
    private final Results results;
    private final List<Benchmark> benchmarks;

    Report(Options options, Results results, List<Benchmark> benchmarks) {
        this.options = options;
        this.results = results;
        this.benchmarks = benchmarks;
    }

    /** Writes {@code report.md} and returns its text. */
    String write() throws IOException {
        var text = new StringBuilder("# Benchmarks\n\n");
        text.append(new Machine(options).markdown());
        if (!results.failures().isEmpty()) {
            text.append("\n**Failed:**\n\n");
            results.failures().forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        text.append('\n').append(new Targets(results).markdown());
        text.append(new Sizing(results).markdown());
        for (Benchmark benchmark : benchmarks) {
            text.append("\n## ").append(benchmark.title()).append("\n\n").append(benchmark.method()).append("\n");
            tables(benchmark)
                    .forEach((metrics, parameters) -> text.append('\n').append(table(benchmark, metrics, parameters)));
        }
        Files.writeString(options.output().resolve("report.md"), text);
        return text.toString();
    }

    /** The parameters of a benchmark by their metrics: those with the same metrics share a table. */
    private Map<List<String>, List<String>> tables(Benchmark benchmark) {
        var tables = new LinkedHashMap<List<String>, List<String>>();
        results.of(benchmark.id()).map(Measurement::parameter).distinct()
                .forEach(parameter -> tables.computeIfAbsent(results.of(benchmark.id())
                        .filter(measurement -> measurement.parameter().equals(parameter)).map(Measurement::metric)
                        .distinct()
                        .toList(), metrics -> new ArrayList<>()).add(parameter));
        return tables;
    }

    private String table(Benchmark benchmark, List<String> metrics, List<String> parameters) {
        var table = new MarkdownTable();
        var heading = new ArrayList<>(List.of("", "server"));
        for (String metric : metrics) {
            heading.add(metric);
            if (hasRatios(metric)) {
                heading.add("÷ " + Variants.BARE);
                heading.add("÷ " + Variants.NGINX);
            }
        }
        heading.add("other work on the core");
        table.row(heading);
        for (String parameter : parameters) {
            results.of(benchmark.id()).filter(measurement -> measurement.parameter().equals(parameter))
                    .map(Measurement::variant).distinct()
                    .forEach(variant -> table.row(row(benchmark, parameter, variant, metrics)));
        }
        return table.toString();
    }

    private List<String> row(Benchmark benchmark, String parameter, String variant, List<String> metrics) {
        var cells = new ArrayList<>(List.of(parameter, variant));
        for (String metric : metrics) {
            Series series = results.series(benchmark.id(), parameter, variant, metric);
            cells.add(series.isEmpty() ? "" : series.text());
            if (hasRatios(metric)) {
                cells.add(ratio(series, results.series(benchmark.id(), parameter, Variants.BARE, metric)));
                cells.add(ratio(series, results.series(benchmark.id(), parameter, Variants.NGINX, metric)));
            }
        }
        double[] others = results.of(benchmark.id())
                .filter(measurement -> measurement.parameter().equals(parameter)
                        && measurement.variant().equals(variant))
                .mapToDouble(Measurement::otherWork).filter(Double::isFinite).toArray();
        cells.add(others.length == 0 ? "" : Math.round(100 * Series.median(others)) + " %");
        return cells;
    }

    private static boolean hasRatios(String metric) {
        return metric.startsWith("CPU");
    }

    private static String ratio(Series series, Series control) {
        return Series.text(series.ratios(control), series.isVoid() || control.isVoid());
    }
}
