package dev.ponder.strategies.mars;

import dev.ponder.api.Cost;

/**
 * How often each stage runs: the settings, with the defaults of their preset.
 *
 * @param solutions the number of solutions in each population
 * @param loops the maximum number of aggregation loops
 * @param passes the number of verifications of a solution
 * @param iterations the maximum number of improvements
 * @param strict whether gaps fail a verification
 * @param strategies whether strategies are extracted
 * @param maxCalls the maximum number of calls of all stages
 */
record Schedule(int solutions, int loops, int passes, int iterations, boolean strict, boolean strategies,
        int maxCalls) {

    /** The maximum number of solutions that are verified, and shown to the writer if none of them passes. */
    static final int CONTENDERS = 3;
    /** A structured reply may need a repair. */
    static final int CALLS_OF_A_REPLY = 2;

    static Schedule of(MarsConfig settings) {
        Schedule preset = switch (settings.preset()) {
            case STANDARD -> new Schedule(6, 2, 2, 1, false, false, 40);
            case LIGHT -> new Schedule(3, 0, 1, 1, false, false, 20);
            case PROOF -> new Schedule(6, 2, 3, 3, true, false, 100);
        };
        int loops = settings.enableAggregation() ? settings.aggregationLoops().orElse(preset.loops) : 0;
        int maxCalls = settings.maxCalls().orElse(preset.maxCalls);
        int solutions = loops > 0
                ? settings.populationSize().orElse(Math.max(preset.solutions, settings.aggregationSize()))
                : settings.numAgents().orElse(3);
        return new Schedule(Math.min(solutions, maxCalls - 1), loops,
                settings.verificationPasses().orElse(preset.passes), settings.maxIterations().orElse(preset.iterations),
                preset.strict, settings.strategyNetwork(), maxCalls);
    }

    /** The calls of verifying one solution. */
    int callsToVerify() {
        return passes * CALLS_OF_A_REPLY;
    }

    /** The calls of improving one solution and verifying it again. */
    int callsToImprove() {
        return 1 + callsToVerify();
    }

    Cost cost() {
        int contenders = Math.min(CONTENDERS, solutions);
        int calls = solutions * (1 + loops) + (strategies ? CALLS_OF_A_REPLY : 0) + contenders * callsToVerify()
                + iterations * contenders * callsToImprove() + 1;
        int depth = 1 + (strategies ? 1 : 0) + loops + 1 + 2 * iterations + 1;
        return new Cost(Math.min(calls, maxCalls), Math.min(depth, Math.min(calls, maxCalls)));
    }
}
