package dev.ponder.benchmarks;

/** The time from the start of a process until it is ready. */
final class StartBenchmark implements Benchmark {

    static final String ID = "start";
    static final String TWO_CORES = "two cores";
    static final String READY = "start to ready in s";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Start";
    }

    @Override
    public String method() {
        return "From the start of the process to the first response 200 of `/q/health/ready`, which is requested every 5 ms.";
    }

    @Override
    public void run(Run run) {
        for (int round = 1; round <= run.scale().rounds(); round++) {
            for (Variant variant : run.jvms()) {
                measure(run, variant, round, TWO_CORES, Cores.BOTH);
                if (run.scale().wholeGrid()) {
                    measure(run, variant, round, "one core", Cores.SERVER);
                }
            }
        }
    }

    private void measure(Run run, Variant variant, int round, String parameter, Cores cores) {
        RunningServer server = run.launcher().start(variant, cores);
        run.launcher().stop(server);
        double seconds = server.startTime().toNanos() / 1e9;
        run.add(this, parameter, server.name(), round, READY, seconds);
        run.progress("%s, round %d, %s: ready after %.2f s", parameter, round, server.name(), seconds);
    }
}
