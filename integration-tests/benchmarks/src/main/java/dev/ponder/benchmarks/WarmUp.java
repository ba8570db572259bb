package dev.ponder.benchmarks;

import java.util.function.DoubleSupplier;

/** Warms a server: calls and streams until their cost no longer falls, at most for the steps of the scale. */
final class WarmUp {

    private static final double NO_LONGER_FALLS = 0.97;
    private static final int STEPS_WITHOUT_GAIN = 3;
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
        double cost = steps(() -> run.generator().run(server, calls).cpuPerCall());
        int repeats = scale.warmUpCalls() / STREAMS / CHUNKS * 2;
        Load streams = Load.streams(run.bodies().stream(CHUNKS, INTERVAL), STREAMS, repeats, CHUNKS, INTERVAL);
        double chunkCost = steps(() -> run.generator().run(server, streams).cpuPerChunk());
        run.progress("%s is warm: %.0f us of CPU per call, %.0f us per chunk", server.name(), cost, chunkCost);
    }

    /** Warms a server that is warm for calls for another load of calls, such as that of a strategy. */
    void warm(RunningServer server, Load load) {
        Load step = load.seconds(run.scale().warmUpSeconds());
        double cost = steps(() -> run.generator().run(server, step).cpuPerCall());
        run.progress("%s is warm: %.0f us of CPU per call of this load", server.name(), cost);
    }

    /** The lowest cost. One step that costs no less than an earlier one is not the end: the compiler works in bursts. */
    private double steps(DoubleSupplier step) {
        double lowest = Double.MAX_VALUE;
        int without = 0;
        for (int i = 0; i < run.scale().warmUpSteps() && without < STEPS_WITHOUT_GAIN; i++) {
            double cost = step.getAsDouble();
            without = cost > lowest * NO_LONGER_FALLS ? without + 1 : 0;
            lowest = Math.min(lowest, cost);
        }
        return lowest;
    }
}
