package dev.ponder.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;

/** The values of one metric over the rounds. */
final class Series {

    private static final int RESAMPLES = 2_000;

    private final List<Measurement> measurements;
    private final boolean allVoid;

    /** Void measurements do not count, unless there are no others. */
    Series(List<Measurement> measurements) {
        List<Measurement> valid = measurements.stream().filter(measurement -> !measurement.isVoid()).toList();
        this.allVoid = valid.isEmpty() && !measurements.isEmpty();
        this.measurements = valid.isEmpty() ? measurements : valid;
    }

    boolean isEmpty() {
        return measurements.isEmpty();
    }

    boolean isVoid() {
        return allVoid;
    }

    List<Measurement> measurements() {
        return measurements;
    }

    double[] values() {
        return measurements.stream().mapToDouble(Measurement::value).toArray();
    }

    double median() {
        return median(values());
    }

    /** Median and interval as text, such as {@code 191 (188 to 195)}. */
    String text() {
        return text(values(), allVoid);
    }

    /** The ratios to another series, by round. */
    double[] ratios(Series other) {
        return measurements.stream().flatMapToDouble(measurement -> other.measurements.stream()
                .filter(candidate -> candidate.round() == measurement.round() && candidate.value() > 0)
                .mapToDouble(candidate -> measurement.value() / candidate.value())).toArray();
    }

    static String text(double[] values, boolean isVoid) {
        if (values.length == 0) {
            return "";
        }
        double[] interval = interval(values);
        String range = values.length > 1 ? " (" + number(interval[0]) + " to " + number(interval[1]) + ")" : "";
        return number(median(values)) + range + (isVoid ? " void" : "");
    }

    static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The bootstrap interval of the median that covers 95 %. */
    static double[] interval(double[] values) {
        var random = new Random(42);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(
                    random.ints(values.length, 0, values.length).mapToDouble(index -> values[index]).toArray());
        }
        Arrays.sort(medians);
        return new double[]{medians[RESAMPLES * 25 / 1000], medians[RESAMPLES * 975 / 1000 - 1]};
    }

    /** Three significant digits, or all digits before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
