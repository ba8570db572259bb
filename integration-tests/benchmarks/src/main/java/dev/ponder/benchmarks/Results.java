package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All measured values, which are also written to {@code raw.csv} as they come, and all failures. */
final class Results implements AutoCloseable {

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final PrintWriter csv;

    Results(Path file) {
        try {
            csv = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        csv.println("benchmark,parameter,variant,round,metric,value,load_core_busy,other_work_on_server_core,void");
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
        csv.println(String.format(Locale.ROOT, "%s,%s,%s,%d,%s,%.3f,%.3f,%.3f,%s", measurement.benchmark(),
                measurement.parameter(), measurement.variant(), measurement.round(), measurement.metric(),
                measurement.value(), measurement.loadBusy(), measurement.otherWork(), measurement.isVoid()));
    }

    void addFailure(String failure) {
        System.out.println("  FAILED: " + failure);
        failures.add(failure);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    Stream<Measurement> of(String benchmark) {
        return measurements.stream().filter(measurement -> measurement.benchmark().equals(benchmark));
    }

    /** The values of a metric in the order of the rounds. */
    Series series(String benchmark, String parameter, String variant, String metric) {
        return new Series(of(benchmark).filter(measurement -> measurement.parameter().equals(parameter)
                && measurement.variant().equals(variant) && measurement.metric().equals(metric)).toList());
    }

    @Override
    public void close() {
        csv.close();
    }
}
