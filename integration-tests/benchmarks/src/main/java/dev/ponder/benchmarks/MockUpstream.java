package dev.ponder.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.ponder.harness.ChildProcesses;

/** The mock upstream, on the core of the load. */
record MockUpstream(Process process, int port) {

    static MockUpstream start(ChildProcesses processes, Options options) {
        Process process = processes.start("mock-upstream",
                Cores.LOAD.pinned(List.of(options.tools().resolve("mock-upstream").toString())));
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        try {
            return new MockUpstream(process, Integer.parseInt(output.readLine()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
