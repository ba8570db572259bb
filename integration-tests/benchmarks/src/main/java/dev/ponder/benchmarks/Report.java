package dev.ponder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The report of a run in Markdown. */
final class Report {

    private final Options options;
    private final Results results;
    private final List<Variant> variants;
    private final List<Benchmark> benchmarks;

    Report(Options options, Results results, List<Variant> variants, List<Benchmark> benchmarks) {
        this.options = options;
        this.results = results;
        this.variants = variants;
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
        for (Benchmark benchmark : benchmarks) {
            text.append("\n## ").append(benchmark.title()).append("\n\n").append(benchmark.method()).append("\n");
            for (String parameter : parameters(benchmark)) {
                text.append('\n').append(table(benchmark, parameter));
            }
        }
        Files.writeString(options.output().resolve("report.md"), text);
        return text.toString();
    }

    private List<String> parameters(Benchmark benchmark) {
        return results.of(benchmark.id()).map(Measurement::parameter).distinct().toList();
    }

    private String table(Benchmark benchmark, String parameter) {
        List<Measurement> measured = results.of(benchmark.id())
                .filter(measurement -> measurement.parameter().equals(parameter)).toList();
        List<String> metrics = measured.stream().map(Measurement::metric).distinct().toList();
        var table = new MarkdownTable();
        var heading = new ArrayList<>(List.of(parameter));
        for (String metric : metrics) {
            heading.add(metric);
            if (metric.startsWith("CPU")) {
                heading.add("÷ " + Variants.BARE);
                heading.add("÷ " + Variants.NGINX);
            }
        }
        heading.add("other work on the core");
        table.row(heading);
        for (String variant : measured.stream().map(Measurement::variant).distinct().toList()) {
            table.row(row(benchmark, parameter, variant, metrics));
        }
        return table.toString();
    }

    private List<String> row(Benchmark benchmark, String parameter, String variant, List<String> metrics) {
        var cells = new ArrayList<>(List.of(variant));
        for (String metric : metrics) {
            Series series = results.series(benchmark.id(), parameter, variant, metric);
            cells.add(series.isEmpty() ? "" : series.text());
            if (metric.startsWith("CPU")) {
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

    private static String ratio(Series series, Series control) {
        return Series.text(series.ratios(control), series.isVoid() || control.isVoid());
    }
}
