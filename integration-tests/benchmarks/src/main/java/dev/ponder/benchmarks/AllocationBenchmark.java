package dev.ponder.benchmarks;

/** Bytes that a JVM allocates per call and per chunk. */
final class AllocationBenchmark implements Benchmark {

    static final String ID = "allocation";
    static final String CALLS = "unary calls, 1 KB";
    static final String PER_CALL = "KB allocated per call";

    private static final int CHUNKS = 50;
    private static final int INTERVAL = 10;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Allocation";
    }

    @Override
    public String method() {
        return "From the collections of the young generation and the use of eden, before and after a counted load.";
    }

    @Override
    public void run(Run run) {
        Load calls = Load.unary(run.bodies().unary(1_000), 16).requests(5_000);
        Load streams = Load.streams(run.bodies().stream(CHUNKS, INTERVAL), 100, 2, CHUNKS, INTERVAL);
        run.interleave(run.jvms(), (server, round) -> {
            double perCall = allocated(run, server, calls, "requests", CALLS, round, PER_CALL);
            double perChunk = allocated(run, server, streams, "chunks", StreamBenchmark.HUNDRED, round,
                    "KB allocated per chunk");
            run.progress("round %d, %s: %.1f KB per call, %.1f KB per chunk", round, server.name(), perCall, perChunk);
        });
    }

    private double allocated(Run run, RunningServer server, Load load, String counted, String parameter, int round,
            String metric) {
        var heap = new JvmHeap(server);
        double before = heap.allocated();
        LoadResult result = run.generator().run(server, load);
        run.check(server, parameter, result);
        double kilobytes = (heap.allocated() - before) / 1024 / result.value(counted);
        run.add(this, parameter, server.name(), round, metric, kilobytes);
        return kilobytes;
    }
}
