package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The heap of a measured JVM, read by the tools of its JDK. */
final class JvmHeap {

    private final RunningServer server;

    JvmHeap(RunningServer server) {
        this.server = server;
    }

    /** Used bytes after a full collection. */
    double live() {
        tool("jcmd", "GC.run");
        Map<String, Double> columns = columns();
        return 1024 * (value(columns, "S0U") + value(columns, "S1U") + value(columns, "EU") + value(columns, "OU"));
    }

    /**
     * Bytes allocated since the start, as far as the serial collector shows them: each young collection empties eden. Only
     * differences have a meaning.
     */
    double allocated() {
        Map<String, Double> columns = columns();
        return 1024 * (value(columns, "YGC") * value(columns, "EC") + value(columns, "EU"));
    }

    private static double value(Map<String, Double> columns, String name) {
        return columns.getOrDefault(name, 0.0);
    }

    private Map<String, Double> columns() {
        List<String> lines = tool("jstat", "-gc").lines().toList();
        String[] names = lines.get(0).trim().split("\\s+");
        String[] values = lines.get(1).trim().split("\\s+");
        var columns = new HashMap<String, Double>();
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i], values[i].equals("-") ? 0 : Double.parseDouble(values[i]));
        }
        return columns;
    }

    private String tool(String name, String argument) {
        var command = new ArrayList<>(List.of(server.variant().java().resolveSibling(name).toString()));
        // jcmd PID COMMAND, but jstat OPTION PID
        command.addAll(
                name.equals("jcmd") ? List.of("" + server.pid(), argument) : List.of(argument, "" + server.pid()));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
