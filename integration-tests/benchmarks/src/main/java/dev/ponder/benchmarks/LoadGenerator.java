package dev.ponder.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.harness.ChildProcesses;

/** Runs the load generator and samples CPU times before and after. */
final class LoadGenerator {

    private static final int SERVER_CORE = 0;
    private static final int LOAD_CORE = 1;

    private final ChildProcesses processes;
    private final MockUpstream upstream;
    private final Options options;

    LoadGenerator(ChildProcesses processes, MockUpstream upstream, Options options) {
        this.processes = processes;
        this.upstream = upstream;
        this.options = options;
    }

    LoadResult run(RunningServer server, Load load) {
        return run(server, load, () -> {
        });
    }

    /** Runs a load to its end. {@code whenOpen} runs while all streams are open, at most as long as they stay open. */
    LoadResult run(RunningServer server, Load load, Runnable whenOpen) {
        long start = System.nanoTime();
        long serverCpu = server.cpu();
        long mockCpu = ProcStat.cpuOf(upstream.process().pid());
        long serverCore = ProcStat.busyOf(SERVER_CORE);
        long loadCore = ProcStat.busyOf(LOAD_CORE);
        Map<String, Double> values = new HashMap<>();
        List<LoadResult.Window> windows = new ArrayList<>();
        execute(server, load, values, windows, whenOpen);
        double elapsed = (System.nanoTime() - start) / 1000.0;
        double cpu = server.cpu() - serverCpu;
        double own = ProcStat.cpuOf(upstream.process().pid()) - mockCpu + values.getOrDefault("load_cpu_us", 0.0);
        double other = ProcStat.busyOf(SERVER_CORE) - serverCore
                - (server.variant().kind() == Variant.Kind.DIRECT ? 0 : cpu);
        return new LoadResult(values, windows, cpu, (ProcStat.busyOf(LOAD_CORE) - loadCore) / elapsed, own / elapsed,
                Math.max(0, other) / elapsed);
    }

    private void execute(RunningServer server, Load load, Map<String, Double> values, List<LoadResult.Window> windows,
            Runnable whenOpen) {
        Process process = processes.start("load", Cores.LOAD.pinned(load.command(options.tools(), server)));
        try (var output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "open" -> whenOpen.run();
                    case "window" -> windows.add(new LoadResult.Window(Long.parseLong(words[1]),
                            Double.parseDouble(words[2]), Double.parseDouble(words[3])));
                    default -> values.put(words[0], Double.parseDouble(words[1]));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            processes.stop(process);
        }
        if (!values.containsKey("requests")) {
            throw new IllegalStateException("the load generator failed at " + server.name() + "; see load.log");
        }
    }
}
