package dev.ponder.benchmarks;

import java.nio.file.Path;

/** CPU time of calls that are not streamed. */
final class UnaryBenchmark implements Benchmark {

    static final String ID = "unary";
    static final String CPU = "CPU us per call";
    static final String RATE = "calls/s";
    static final String SIXTEEN = "16 connections";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Unary calls";
    }

    @Override
    public String method() {
        return "Bodies of 1 KB in both directions, in a closed loop; at a constant rate where the core of the load was too busy.";
    }

    @Override
    public void run(Run run) {
        Path body = run.bodies().unary(1_000);
        for (int connections : run.scale().connections()) {
            String parameter = connections == 1 ? "1 connection" : connections + " connections";
            Load load = Load.unary(body, connections).seconds(run.scale().seconds());
            run.interleave(run.variants(), (server, round) -> {
                LoadResult result = run.load(server, parameter, load);
                run.add(this, parameter, server, round, CPU, result.cpuPerCall(), result);
                run.add(this, parameter, server, round, RATE, result.callsPerSecond(), result);
                run.progress("%s, round %d, %s: %.1f us per call, %.0f calls/s", parameter, round, server.name(),
                        result.cpuPerCall(), result.callsPerSecond());
            });
        }
    }
}
