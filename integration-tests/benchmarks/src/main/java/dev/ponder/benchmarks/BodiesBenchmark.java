package dev.ponder.benchmarks;

import java.nio.file.Path;

/** CPU time of calls with large bodies. */
final class BodiesBenchmark implements Benchmark {

    private static final int CONNECTIONS = 16;

    @Override
    public String id() {
        return "bodies";
    }

    @Override
    public String title() {
        return "Large bodies";
    }

    @Override
    public String method() {
        return "Unary calls on " + CONNECTIONS
                + " connections. Requests have tools, an image as data URL and text that is not"
                + " only ASCII; the other direction has 1 KB.";
    }

    @Override
    public void run(Run run) {
        for (int size : run.scale().bodySizes()) {
            String text = size >= 1_000_000 ? size / 1_000_000 + " MB" : size / 1_000 + " KB";
            measure(run, "request of " + text, run.bodies().unary(size));
            if (run.scale().wholeGrid()) {
                measure(run, "response of " + text, run.bodies().unary("mock-b" + size, 1_000));
            }
        }
    }

    private void measure(Run run, String parameter, Path body) {
        Load load = Load.unary(body, CONNECTIONS).seconds(run.scale().seconds());
        run.variants().stream().filter(Variant::isJvm)
                .forEach(variant -> run.generator().run(run.warm(variant), load));
        run.interleave(run.variants(), (server, round) -> {
            LoadResult result = run.load(server, parameter, load);
            run.add(this, parameter, server, round, UnaryBenchmark.CPU, result.cpuPerCall(), result);
            run.add(this, parameter, server, round, UnaryBenchmark.RATE, result.callsPerSecond(), result);
            run.progress("%s, round %d, %s: %.0f us per call", parameter, round, server.name(), result.cpuPerCall());
        });
    }
}
