package dev.ponder.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the benchmarks of a run share: servers, load, results. */
final class Run {

    /** Own share of the load core above which the rate is lowered, and the share that it is lowered to. */
    private static final double LOWER_ABOVE = 0.55;
    private static final double LOWER_TO = 0.45;

    private final Options options;
    private final ServerLauncher launcher;
    private final LoadGenerator generator;
    private final Results results;
    private final RequestBodies bodies;
    private final List<Variant> variants;
    private final Map<Variant, RunningServer> warm = new LinkedHashMap<>();
    private final Map<String, Double> rates = new LinkedHashMap<>();

    Run(Options options, ServerLauncher launcher, LoadGenerator generator, Results results, List<Variant> variants) {
        this.options = options;
        this.launcher = launcher;
        this.generator = generator;
        this.results = results;
        this.variants = variants;
        this.bodies = new RequestBodies(options.output());
    }

    Scale scale() {
        return options.scale();
    }

    Options options() {
        return options;
    }

    RequestBodies bodies() {
        return bodies;
    }

    ServerLauncher launcher() {
        return launcher;
    }

    LoadGenerator generator() {
        return generator;
    }

    Results results() {
        return results;
    }

    /** All servers that are measured, without the mock upstream itself. */
    List<Variant> variants() {
        return variants;
    }

    List<Variant> jvms() {
        return variants.stream().filter(Variant::isJvm).toList();
    }

    List<Variant> ponders() {
        return variants.stream().filter(variant -> variant.kind() == Variant.Kind.PONDER).toList();
    }

    /** A warm server on its core, which runs until the end. */
    RunningServer warm(Variant variant) {
        return warm.computeIfAbsent(variant, cold -> {
            RunningServer server = launcher.start(cold, Cores.SERVER);
            if (cold.isJvm()) {
                new WarmUp(this).warm(server);
            }
            return server;
        });
    }

    /** Measures all servers in each round, and begins each round with another one. */
    void interleave(List<Variant> measured, BiConsumer<RunningServer, Integer> measurement) {
        List<RunningServer> servers = new ArrayList<>(measured.stream().map(this::warm).toList());
        for (int round = 1; round <= scale().rounds(); round++) {
            for (RunningServer server : servers) {
                measurement.accept(server, round);
            }
            Collections.rotate(servers, 1);
        }
    }

    /** Runs a load, at a lower rate if the load generator and the mock upstream would have too little time otherwise. */
    LoadResult load(RunningServer server, String parameter, Load load) {
        String key = server.name() + parameter;
        LoadResult result = generator.run(server, load.rate(rates.getOrDefault(key, load.rate())));
        if (result.ownBusy() > LOWER_ABOVE && load.chunks() == 0) {
            double rate = result.callsPerSecond() * LOWER_TO / result.ownBusy();
            rates.put(key, rate);
            result = generator.run(server, load.rate(rate));
        }
        check(server, parameter, result);
        return result;
    }

    void check(RunningServer server, String parameter, LoadResult result) {
        if (!result.errors().isEmpty()) {
            results.addFailure(server.name() + ", " + parameter + ": " + result.errors());
        }
    }

    void add(Benchmark benchmark, String parameter, RunningServer server, int round, String metric, double value,
            LoadResult result) {
        results.add(new Measurement(benchmark.id(), parameter, server.name(), round, metric, value, result.loadBusy(),
                result.otherWork()));
    }

    /** Adds a value that does not depend on how busy the load generator was. */
    void add(Benchmark benchmark, String parameter, String variant, int round, String metric, double value) {
        results.add(new Measurement(benchmark.id(), parameter, variant, round, metric, value, Double.NaN, Double.NaN));
    }

    void progress(String format, Object... values) {
        System.out.printf("  " + format + "%n", values);
    }
}
