package dev.ponder.benchmarks;

/** Memory of a server while many streams are open. */
final class OpenStreamsBenchmark implements Benchmark {

    static final String ID = "open-streams";
    static final String OPEN = "streams without error";
    static final String RSS = "RSS in MB";
    static final String HEAP = "live heap in MB";

    private static final int INTERVAL = 1_000;
    /** Chunks, and so seconds, for which all streams stay open. */
    private static final int HOLD = 8;
    /** Streams that are opened per second. */
    private static final int OPENED = 1_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Open streams";
    }

    @Override
    public String method() {
        return "Streams of one chunk per second. RSS while all are open, then heap after a full collection; the servers are warm.";
    }

    static String parameter(int streams) {
        return streams + (streams == 1 ? " open stream" : " open streams");
    }

    @Override
    public void run(Run run) {
        for (int streams : run.scale().openStreams()) {
            for (Variant variant : run.jvms()) {
                measure(run, run.warm(variant), streams);
            }
        }
    }

    private void measure(Run run, RunningServer server, int streams) {
        String parameter = parameter(streams);
        long ramp = Math.max(1, streams * 1_000L / OPENED);
        int chunks = (int) (ramp / INTERVAL) + HOLD;
        Load load = Load.streams(run.bodies().stream(chunks, INTERVAL), streams, 1, chunks, INTERVAL).ramp(ramp);
        LoadResult result = run.generator().run(server, load, () -> {
            double rss = ProcStat.memoryOf(server.pid(), "VmRSS") / 1024.0;
            double heap = new JvmHeap(server).live() / 1024 / 1024;
            run.add(this, parameter, server.name(), 1, RSS, rss);
            run.add(this, parameter, server.name(), 1, HEAP, heap);
            run.progress("%s, %s: RSS %.0f MB, live heap %.0f MB", parameter, server.name(), rss, heap);
        });
        run.check(server, parameter, result);
        run.add(this, parameter, server.name(), 1, OPEN, streams - result.value("failed"));
    }
}
