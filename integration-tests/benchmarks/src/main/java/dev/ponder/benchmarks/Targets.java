package dev.ponder.benchmarks;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

import dev.ponder.harness.MarkdownTable;

/** Compares what was measured with the limits that a release must keep, and with the goals beyond them. */
final class Targets {

    /** Its solver processes compute on the core of the server, so its wall clock does not follow the upstream's latency. */
    private static final String SOLVER = "z3";

    /** CPU time of nginx per call on the machine on which the targets that are times were set. */
    private static final double NGINX_OF_TARGETS = 32;

    private final Results results;
    private final MarkdownTable table = new MarkdownTable();

    Targets(Results results) {
        this.results = results;
    }

    String markdown() {
        table.row(List.of("target", "measured", "must", "", "goal", ""));
        Series unary = unary(Variants.PONDER);
        Series chunk = chunk(Variants.PONDER);
        ratio("unary call, ÷ bare relay", unary, unary(Variants.BARE), 1.5, 1.2);
        ratio("unary call, ÷ nginx", unary, unary(Variants.NGINX), 3, 2.3);
        ratio("chunk, ÷ bare relay", chunk, chunk(Variants.BARE), 1.3, 1.1);
        ratio("chunk, ÷ nginx", chunk, chunk(Variants.NGINX), 2.5, 2);
        ratio("chunk on JDK 25, ÷ nginx", chunk(Variants.PONDER_25), chunk(Variants.NGINX), 2.5, 1.6);
        time("first 10,000 calls, us per call", firstCalls(Variants.PONDER), 700, 500);
        time("first 10,000 calls with class-data archive, us per call", firstCalls(Variants.PONDER_ARCHIVE), 700, 500);
        time("first 10,000 calls on JDK 25 with AOT cache, us per call", firstCalls(Variants.PONDER_25_AOT), 350, 200);
        time("added to the first chunk at half load, p50 in ms", firstChunk(LatencyBenchmark.FIRST_P50), 0.3, 0.15);
        time("added to the first chunk at half load, p99 in ms", firstChunk(LatencyBenchmark.FIRST_P99), 2, 1);
        limit("KB allocated per unary call", results.series(AllocationBenchmark.ID, AllocationBenchmark.CALLS,
                Variants.PONDER, AllocationBenchmark.PER_CALL), 24, 12);
        time("start to ready on two cores, s", start(Variants.PONDER), 3, 2.5);
        time("start to ready on two cores, with class-data archive, s", start(Variants.PONDER_ARCHIVE), 3, 2.5);
        time("start to ready on two cores, JDK 25 with AOT cache, s", start(Variants.PONDER_25_AOT), 1.5, 1);
        openStreams();
        limit("strategies except " + SOLVER + ": wall clock / L beyond the depth, at most", beyondDepth(), 0.5, 0.5);
        limit("a fan-out of 8 adds, in unary calls", results.series(StrategiesBenchmark.ID, StrategiesBenchmark.FAN_OUT,
                Variants.PONDER, StrategiesBenchmark.FAN_OUT_UNITS), 8, 8);
        return "## Targets\n\nJDK 17 unless said otherwise. A value is the median of the rounds, with the 95 % interval of the"
                + " median by bootstrap; ratios are taken within a round. Times are compared as \"scaled\": multiplied by "
                + Series.number(NGINX_OF_TARGETS)
                + " us and divided by the CPU time of a call to nginx in this run, because"
                + " the targets were set on a machine where nginx takes that long.\n\n" + table;
    }

    private Series unary(String variant) {
        return results.series(UnaryBenchmark.ID, UnaryBenchmark.SIXTEEN, variant, UnaryBenchmark.CPU);
    }

    private Series chunk(String variant) {
        return results.series(StreamBenchmark.ID, StreamBenchmark.HUNDRED, variant, StreamBenchmark.CPU);
    }

    private Series firstCalls(String variant) {
        return results.series(FirstCallsBenchmark.ID, FirstCallsBenchmark.FIRST_10_000, variant,
                FirstCallsBenchmark.CPU);
    }

    private Series firstChunk(String metric) {
        return results.series(LatencyBenchmark.ID, LatencyBenchmark.parameter(0.5, "streams"), Variants.PONDER, metric);
    }

    private Series start(String variant) {
        return results.series(StartBenchmark.ID, StartBenchmark.TWO_CORES, variant, StartBenchmark.READY);
    }

    private void ratio(String target, Series ours, Series control, double must, double goal) {
        row(target, ours.ratios(control), ours.isVoid() || control.isVoid(), must, goal, Targets::atMost);
    }

    private void limit(String target, Series measured, double must, double goal) {
        row(target, measured.values(), measured.isVoid(), must, goal, Targets::atMost);
    }

    /** A limit of time, for the speed of the machine. Without a measurement of nginx, it is compared as it is. */
    private void time(String target, Series measured, double must, double goal) {
        Series nginx = unary(Variants.NGINX);
        if (measured.isEmpty() || nginx.isEmpty()) {
            limit(target, measured, must, goal);
            return;
        }
        double scaled = measured.median() * NGINX_OF_TARGETS / nginx.median();
        table.row(List.of(target, measured.text() + "; scaled " + Series.number(scaled), Series.number(must),
                verdict(atMost(scaled, must)), Series.number(goal), verdict(atMost(scaled, goal))));
    }

    private void openStreams() {
        double most = results.of(OpenStreamsBenchmark.ID)
                .filter(measurement -> measurement.variant().equals(Variants.PONDER)
                        && measurement.metric().equals(OpenStreamsBenchmark.OPEN))
                .mapToDouble(Measurement::value).max().orElse(0);
        row("open streams without error in this heap", most == 0 ? new double[0] : new double[]{most}, false, 5_000,
                10_000,
                Targets::atLeast);
    }

    /** The strategy whose wall clock is the farthest above its depth. */
    private Series beyondDepth() {
        return new Series(results.of(StrategiesBenchmark.ID)
                .filter(measurement -> measurement.variant().equals(Variants.PONDER)
                        && measurement.metric().equals(StrategiesBenchmark.BEYOND_DEPTH))
                .map(Measurement::parameter).distinct().filter(strategy -> !strategy.equals(SOLVER))
                .map(strategy -> results.series(StrategiesBenchmark.ID, strategy, Variants.PONDER,
                        StrategiesBenchmark.BEYOND_DEPTH))
                .max((left, right) -> Double.compare(left.median(), right.median()))
                .map(Series::measurements).orElse(List.of()));
    }

    private void row(String target, double[] values, boolean isVoid, double must, double goal,
            DoubleBinaryOperator missedBy) {
        if (values.length == 0) {
            table.row(List.of(target, "not measured", Series.number(must), "", Series.number(goal), ""));
        } else {
            double median = Series.median(values);
            table.row(List.of(target, Series.text(values, isVoid), Series.number(must),
                    verdict(missedBy.applyAsDouble(median, must)), Series.number(goal),
                    verdict(missedBy.applyAsDouble(median, goal))));
        }
    }

    private static double atMost(double measured, double limit) {
        return measured / limit - 1;
    }

    private static double atLeast(double measured, double limit) {
        return 1 - measured / limit;
    }

    private static String verdict(double missedBy) {
        return missedBy <= 0 ? "met" : "missed by " + Math.max(1, Math.round(100 * missedBy)) + " %";
    }
}
