package dev.ponder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ponder.harness.ChildProcesses;

/** Runs the benchmarks and writes the report; started by the script {@code run}. */
public final class BenchmarkRun {

    private static final List<Benchmark> BENCHMARKS = List.of(new StartBenchmark(), new FirstCallsBenchmark(),
            new UnaryBenchmark(),
            new StreamBenchmark(), new AllocationBenchmark(), new BodiesBenchmark(), new LatencyBenchmark(),
            new StrategiesBenchmark(), new OpenStreamsBenchmark());

    private BenchmarkRun() {
    }

    /** Exits with 1 if a response was wrong or a benchmark failed. */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Options options = Options.parse(arguments);
        Files.createDirectories(options.output());
        boolean passed;
        try (var processes = new ChildProcesses(options.output());
                var results = new Results(options.output().resolve("raw.csv"))) {
            passed = run(options, processes, results);
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean run(Options options, ChildProcesses processes, Results results) throws IOException {
        List<Benchmark> selected = selected(options);
        MockUpstream upstream = MockUpstream.start(processes, options);
        var run = new Run(options, new ServerLauncher(processes, upstream, options),
                new LoadGenerator(processes, upstream, options), results, new Variants(options).all());
        for (Benchmark benchmark : selected) {
            System.out.println(benchmark.title());
            try {
                benchmark.run(run);
            } catch (RuntimeException failure) {
                results.addFailure(benchmark.id() + ": " + failure);
            }
        }
        String report = new Report(options, results, selected).write();
        new Plots(options.output(), results).write(selected);
        System.out.println(report);
        System.out.println("Report, raw values and plots: " + options.output());
        return results.failures().isEmpty();
    }

    private static List<Benchmark> selected(Options options) {
        var selected = new ArrayList<Benchmark>();
        var unknown = new ArrayList<>(options.only());
        for (Benchmark benchmark : BENCHMARKS) {
            if (options.only().isEmpty() || options.only().contains(benchmark.id())) {
                selected.add(benchmark);
            }
            unknown.remove(benchmark.id());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--only " + unknown + ": expected some of "
                    + BENCHMARKS.stream().map(Benchmark::id).toList());
        }
        return selected;
    }
}
