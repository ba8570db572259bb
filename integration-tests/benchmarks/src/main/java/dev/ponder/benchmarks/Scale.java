package dev.ponder.benchmarks;

import java.util.List;

/**
 * How much a run measures.
 *
 * @param wholeGrid whether all JDKs, cores and directions are measured, or only the most important ones
 * @param rounds interleaved rounds
 * @param seconds the time of one measurement of calls
 * @param warmUpSteps the most steps of the warm-up of a server
 * @param warmUpCalls the calls of a step
 * @param warmUpSeconds the longest time of a step
 * @param connections numbers of connections of unary calls
 * @param streams numbers of streams, and the interval between two chunks in ms
 * @param streamRepeats streams in a row on each connection
 * @param bodySizes sizes of large request bodies in bytes
 * @param loads shares of full load at which latency is measured
 * @param openStreams numbers of streams that are open at the same time
 * @param coldStarts starts for the benchmarks of the start and of the first calls
 * @param curveCalls calls of the warm-up curve
 */
record Scale(boolean wholeGrid, int rounds, double seconds, int warmUpSteps, int warmUpCalls, double warmUpSeconds,
        List<Integer> connections, List<StreamLoad> streams, int streamRepeats, List<Integer> bodySizes,
        List<Double> loads,
        List<Integer> openStreams, int coldStarts, int curveCalls) {

    static final Scale QUICK = new Scale(false, 3, 1.5, 6, 25_000, 12, List.of(16), List.of(new StreamLoad(100, 10)), 3,
            List.of(100_000),
            List.of(0.5), List.of(1_000), 1, 10_000);
    static final Scale FULL = new Scale(true, 7, 3, 12, 30_000, 20, List.of(1, 16, 64, 256),
            List.of(new StreamLoad(1, 10), new StreamLoad(1, 50), new StreamLoad(100, 10), new StreamLoad(100, 50),
                    new StreamLoad(1_000, 50)),
            6, List.of(100_000, 2_000_000), List.of(0.25, 0.5, 0.75), List.of(1, 1_000, 5_000, 10_000), 5, 100_000);

    /** What limits one server: its rate with few and many connections, and its memory with few and many streams. */
    static final Scale SIZING = new Scale(false, 3, 1.5, 6, 25_000, 12, List.of(16, 256),
            List.of(new StreamLoad(100, 10)), 3, List.of(100_000), List.of(0.5), List.of(1, 1_000, 5_000), 1, 10_000);

    /** Streams that are open at the same time. */
    record StreamLoad(int streams, int intervalMillis) {

        @Override
        public String toString() {
            return streams + (streams == 1 ? " stream, " : " streams, ") + 1000 / intervalMillis + " chunks/s";
        }
    }

    Scale rounds(int number) {
        return new Scale(wholeGrid, number, seconds, warmUpSteps, warmUpCalls, warmUpSeconds, connections, streams,
                streamRepeats, bodySizes,
                loads,
                openStreams, Math.min(number, coldStarts), curveCalls);
    }
}
