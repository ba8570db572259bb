package dev.ponder.benchmarks;

import java.util.List;

/** CPU time of the first calls after a start, and how it falls. */
final class FirstCallsBenchmark implements Benchmark {

    static final String ID = "first-calls";
    static final String FIRST_10_000 = "first 10,000 calls";
    static final String CPU = UnaryBenchmark.CPU;
    /** The id of the windows of the warm-up curve, whose parameter is the number of calls at their end. */
    static final String CURVE = "warm-up-curve";

    private static final int CALLS = 10_000;
    private static final int WINDOW = 1_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "First calls after ready";
    }

    @Override
    public String method() {
        return "A new process on one core; after it is ready, one call on one connection, then calls on 16 connections. All calls"
                + " count, from the first one on. The plot `warm-up-curve` has a point for every " + WINDOW + " calls.";
    }

    @Override
    public void run(Run run) {
        for (int start = 1; start <= run.scale().coldStarts(); start++) {
            for (Variant variant : run.jvms()) {
                RunningServer server = run.launcher().start(variant, Cores.SERVER);
                try {
                    measure(run, server, start);
                } finally {
                    run.launcher().stop(server);
                }
            }
        }
    }

    private void measure(Run run, RunningServer server, int start) {
        var body = run.bodies().unary(1_000);
        double before = server.cpu();
        LoadResult first = run.generator().run(server, Load.unary(body, 1).requests(1));
        // The curve is measured once, at the first start
        long calls = (start == 1 ? run.scale().curveCalls() : CALLS) - 1;
        LoadResult next = run.generator().run(server, Load.unary(body, 16).requests(calls).window(WINDOW));
        run.check(server, FIRST_10_000, first);
        run.check(server, FIRST_10_000, next);
        List<LoadResult.Window> windows = next.windows();
        // The first call is not in the windows, so that 9,999 others complete the 10,000
        double cpu = (cpuAfter(windows, CALLS - 1) - before) / CALLS;
        run.add(this, FIRST_10_000, server, start, CPU, cpu, next);
        run.add(this, FIRST_10_000, server, start, "first call in ms", first.value("latency_max_us") / 1_000, first);
        run.progress("start %d, %s: %.0f us per call, first call %.0f ms", start, server.name(), cpu,
                first.value("latency_max_us") / 1_000);
        if (start == 1) {
            addCurve(run, server, windows);
        }
    }

    /** The CPU time after a number of calls, between two windows in proportion. */
    private static double cpuAfter(List<LoadResult.Window> windows, long calls) {
        LoadResult.Window previous = windows.get(0);
        for (LoadResult.Window window : windows) {
            if (window.responses() >= calls) {
                long length = Math.max(1, window.responses() - previous.responses());
                return previous.cpu() + (window.cpu() - previous.cpu()) * (calls - previous.responses()) / length;
            }
            previous = window;
        }
        return previous.cpu();
    }

    private static void addCurve(Run run, RunningServer server, List<LoadResult.Window> windows) {
        for (int i = 1; i < windows.size(); i++) {
            LoadResult.Window window = windows.get(i);
            LoadResult.Window previous = windows.get(i - 1);
            double cpu = (window.cpu() - previous.cpu()) / (window.responses() - previous.responses());
            run.results().add(new Measurement(CURVE, "" + window.responses(), server.name(), 1, CPU, cpu, Double.NaN,
                    Double.NaN));
        }
    }
}
