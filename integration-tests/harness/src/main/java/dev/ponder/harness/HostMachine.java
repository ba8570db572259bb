package dev.ponder.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The machine that a report is from. */
public final class HostMachine {

    private HostMachine() {
    }

    /** The time now, in UTC. */
    public static String date() {
        return ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"));
    }

    /** The commit of the sources in this folder. */
    public static String commit(Path top) {
        return output("git", "-C", top.toString(), "describe", "--always", "--dirty");
    }

    /** The number of cores, and the model of the processor. */
    public static String processor() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            String model = lines.stream().filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst()
                    .orElse(System.getProperty("os.arch"));
            // A process that is pinned to one core sees only that one in availableProcessors
            return lines.stream().filter(line -> line.startsWith("processor")).count() + " cores, " + model;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The first line of what a command prints; of three lines, as Java prints them, the second one. */
    public static String output(String... command) {
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
