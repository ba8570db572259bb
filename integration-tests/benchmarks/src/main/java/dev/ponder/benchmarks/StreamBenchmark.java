package dev.ponder.benchmarks;

import dev.ponder.benchmarks.Scale.StreamLoad;

/** CPU time of the chunks of streams. */
final class StreamBenchmark implements Benchmark {

    static final String ID = "streams";
    static final String CPU = "CPU us per chunk";
    static final String HUNDRED = new StreamLoad(100, 10).toString();

    private static final int CHUNKS = 50;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Streamed chunks";
    }

    @Override
    public String method() {
        return "Streams of " + CHUNKS + " chunks; their requests and ends are part of the cost of a chunk.";
    }

    @Override
    public void run(Run run) {
        for (StreamLoad streams : run.scale().streams()) {
            String parameter = streams.toString();
            // A single stream has few chunks, and CPU time is counted in ticks of 10 ms
            int repeats = run.scale().streamRepeats() * (streams.streams() == 1 ? 2 : 1);
            Load load = Load.streams(run.bodies().stream(CHUNKS, streams.intervalMillis()), streams.streams(), repeats,
                    CHUNKS,
                    streams.intervalMillis());
            run.interleave(run.variants(), (server, round) -> {
                LoadResult result = run.load(server, parameter, load);
                run.add(this, parameter, server, round, CPU, result.cpuPerChunk(), result);
                run.add(this, parameter, server, round, "joined chunks in %",
                        100 * result.value("joined") / result.value("chunks"),
                        result);
                run.progress("%s, round %d, %s: %.1f us per chunk", parameter, round, server.name(),
                        result.cpuPerChunk());
            });
        }
    }
}
