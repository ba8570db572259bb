package dev.ponder.benchmarks;

/** Warms a server: calls and streams until their cost no longer falls, at most for the steps of the scale. */
final class WarmUp {

    private static final double NO_LONGER_FALLS = 0.97;
    private static final int CONNECTIONS = 16;
    private static final int STREAMS = 100;
    private static final int CHUNKS = 50;
    private static final int INTERVAL = 10;

    private final Run run;

    WarmUp(Run run) {
        this.run = run;
    }

    void warm(RunningServer server) {
        Scale scale = run.scale();
        Load calls = Load.unary(run.bodies().unary(1_000), CONNECTIONS)
                .requests(scale.warmUpCalls()).seconds(scale.warmUpSeconds());
        double cost = Double.MAX_VALUE;
        for (int step = 0; step < scale.warmUpSteps(); step++) {
            double now = run.generator().run(server, calls).cpuPerCall();
            if (now > cost * NO_LONGER_FALLS) {
                break;
            }
            cost = now;
        }
        int repeats = scale.warmUpCalls() / STREAMS / CHUNKS * 2;
        Load streams = Load.streams(run.bodies().stream(CHUNKS, INTERVAL), STREAMS, repeats, CHUNKS, INTERVAL);
        double chunkCost = Double.MAX_VALUE;
        for (int step = 0; step < scale.warmUpSteps(); step++) {
            double now = run.generator().run(server, streams).cpuPerChunk();
            if (now > chunkCost * NO_LONGER_FALLS) {
                break;
            }
            chunkCost = now;
        }
        run.progress("%s is warm: %.0f us of CPU per call, %.0f us per chunk", server.name(), cost, chunkCost);
    }
}
