package dev.ponder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The time that a server adds to calls and chunks at a constant rate. */
final class LatencyBenchmark implements Benchmark {

    static final String ID = "latency";
    static final String FIRST_P50 = "added to first chunk p50, ms";
    static final String FIRST_P99 = "added to first chunk p99, ms";

    /** Values of the direct calls and of each server, before the difference is taken. */
    private static final String RAW = "latency-raw";
    private static final int CONNECTIONS = 64;
    private static final int CHUNKS = 50;
    private static final int INTERVAL = 10;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Added latency";
    }

    @Override
    public String method() {
        return "The difference to direct calls in the same round. The load is a share of the full load of "
                + Variants.PONDER
                + " and the same for all servers: unary calls at a constant rate, whose latency counts from the time at which they"
                + " are due, and as many streams of " + CHUNKS + " chunks every " + INTERVAL + " ms as make that load.";
    }

    static String parameter(double share, String what) {
        return what + " at " + Math.round(100 * share) + " % load";
    }

    @Override
    public void run(Run run) {
        var measured = new ArrayList<Variant>(List.of(Variant.DIRECT));
        measured.addAll(run.variants());
        Variant ours = run.ponders().get(0);
        RunningServer reference = run.warm(ours);
        Load calls = Load.unary(run.bodies().unary(1_000), CONNECTIONS).seconds(run.scale().seconds());
        double callCost = run.generator().run(reference, calls).cpuPerCall();
        double chunkCost = run.generator().run(reference, streams(run, 50)).cpuPerChunk();
        for (double share : run.scale().loads()) {
            double rate = share * 1e6 / callCost;
            String unary = parameter(share, "unary calls");
            run.interleave(measured, (server, round) -> {
                LoadResult result = run.load(server, unary, calls.rate(rate));
                raw(run, unary, server, round, result, "latency", "added to a call");
                run.progress("%s (%.0f/s), round %d, %s: p50 %.0f us", unary, rate, round, server.name(),
                        result.value("latency_p50_us"));
            });
            int streams = (int) Math.max(1, share * 1e6 / chunkCost * INTERVAL / 1_000);
            String streamed = parameter(share, "streams");
            run.interleave(measured, (server, round) -> {
                LoadResult result = run.load(server, streamed, streams(run, streams));
                raw(run, streamed, server, round, result, "first_chunk", "added to first chunk");
                raw(run, streamed, server, round, result, "delay", "added to a chunk");
                raw(run, streamed, server, round, result, "jitter", "added to jitter");
                run.progress("%s (%d), round %d, %s: first chunk p50 %.0f us, chunk p50 %.0f us", streamed, streams,
                        round,
                        server.name(), result.value("first_chunk_p50_us"), result.value("delay_p50_us"));
            });
        }
        addDifferences(run);
    }

    private static Load streams(Run run, int streams) {
        return Load.streams(run.bodies().stream(CHUNKS, INTERVAL), streams, run.scale().streamRepeats(), CHUNKS,
                INTERVAL);
    }

    private static void raw(Run run, String parameter, RunningServer server, int round, LoadResult result, String name,
            String metric) {
        for (String quantile : List.of("p50", "p99")) {
            run.results().add(new Measurement(RAW, parameter, server.name(), round, metric + " " + quantile + ", ms",
                    result.value(name + "_" + quantile + "_us") / 1_000, result.loadBusy(), result.otherWork()));
        }
    }

    private void addDifferences(Run run) {
        for (Measurement raw : run.results().of(RAW).toList()) {
            run.results().of(RAW).filter(direct -> direct.variant().equals(Variant.DIRECT.name())
                    && !raw.variant().equals(direct.variant()) && direct.parameter().equals(raw.parameter())
                    && direct.metric().equals(raw.metric()) && direct.round() == raw.round()).toList()
                    .forEach(direct -> run.results()
                            .add(new Measurement(ID, raw.parameter(), raw.variant(), raw.round(),
                                    raw.metric(), raw.value() - direct.value(),
                                    Math.max(raw.loadBusy(), direct.loadBusy()),
                                    raw.otherWork())));
        }
    }
}
