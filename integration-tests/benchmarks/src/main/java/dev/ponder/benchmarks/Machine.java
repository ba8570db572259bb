package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What was measured, on which machine. */
final class Machine {

    private final Options options;

    Machine(Options options) {
        this.options = options;
    }

    String markdown() {
        var table = new MarkdownTable();
        table.row(List.of("", ""));
        table.row(List.of("date",
                ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"))));
        table.row(List.of("commit", output("git", "-C", options.top().toString(), "describe", "--always", "--dirty")));
        table.row(List.of("application", options.app().toString()));
        table.row(List.of("machine", processor()));
        table.row(List.of("kernel", output("uname", "-sr")));
        table.row(List.of("JDK", output(options.java17().resolve("bin/java").toString(), "-version")));
        if (Files.exists(options.java25().resolve("bin/java"))) {
            table.row(List.of("JDK 25", output(options.java25().resolve("bin/java").toString(), "-version")));
        }
        table.row(List.of("JVM options", String.join(" ", options.jvmOptions())));
        table.row(List.of("nginx", output("nginx", "-v")));
        table.row(List.of("HAProxy", output("haproxy", "-v")));
        table.row(List.of("rounds", "" + options.scale().rounds()));
        return table.toString();
    }

    private static String processor() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            String model = lines.stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst()
                    .orElse(System.getProperty("os.arch"));
            // This process itself is pinned to one core
            return lines.stream().filter(line -> line.startsWith("processor")).count() + " cores, " + model;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The last line of what a command prints, without the dots of a version banner. */
    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            return lines.isEmpty() ? "" : lines.size() == 3 ? lines.get(1) : lines.get(0);
        } catch (IOException failure) {
            return "unknown";
        }
    }
}
