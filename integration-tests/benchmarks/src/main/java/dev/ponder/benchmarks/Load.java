package dev.ponder.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A load, as options of the load generator.
 *
 * @param body the body of all requests
 * @param connections the connections; each has one request at a time
 * @param requests the number of requests; 0 for no limit
 * @param seconds the time after which no request is sent; 0 for no limit
 * @param rate requests per second; 0: each connection sends its next request when a response ends
 * @param chunks the chunks of each response; 0 if it is not a stream
 * @param rampMillis the time over which the first requests are spread
 * @param window the number of responses after which CPU time is sampled; 0 for never
 */
record Load(Path body, int connections, long requests, double seconds, double rate, int chunks, long rampMillis,
        int window) {

    /** Calls that are not streamed, in a closed loop. */
    static Load unary(Path body, int connections) {
        return new Load(body, connections, 0, 0, 0, 0, 0, 0);
    }

    /** Streams that are always open, {@code repeats} in a row on each connection; their starts are spread evenly. */
    static Load streams(Path body, int streams, int repeats, int chunks, int intervalMillis) {
        long length = (long) chunks * intervalMillis;
        return new Load(body, streams, (long) streams * repeats, 0, 0, chunks, length, 0);
    }

    Load requests(long number) {
        return new Load(body, connections, number, seconds, rate, chunks, rampMillis, window);
    }

    Load seconds(double time) {
        return new Load(body, connections, requests, time, rate, chunks, rampMillis, window);
    }

    Load rate(double perSecond) {
        return new Load(body, connections, requests, seconds, perSecond, chunks, rampMillis, window);
    }

    Load ramp(long millis) {
        return new Load(body, connections, requests, seconds, rate, chunks, millis, window);
    }

    Load window(int responses) {
        return new Load(body, connections, requests, seconds, rate, chunks, rampMillis, responses);
    }

    List<String> command(Path tools, RunningServer server) {
        var command = new ArrayList<>(List.of(tools.resolve("load").toString(), "--port", "" + server.port(),
                "--body", body.toString(), "--connections", "" + connections));
        option(command, "--requests", requests);
        option(command, "--seconds", seconds);
        option(command, "--rate", rate);
        option(command, "--chunks", chunks);
        option(command, "--ramp", rampMillis);
        if (window > 0) {
            command.addAll(List.of("--window", "" + window, "--pid", "" + server.pid()));
        }
        return command;
    }

    private static void option(List<String> command, String name, Number value) {
        if (value.doubleValue() > 0) {
            command.addAll(List.of(name, value.toString()));
        }
    }
}
