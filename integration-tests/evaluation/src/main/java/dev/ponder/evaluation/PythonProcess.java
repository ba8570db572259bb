package dev.ponder.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a program with its tests in a child process: Python in isolated mode in an empty folder, without environment and, where the
 * kernel allows it, without network, limited to 5 seconds of CPU time, 512 MB of memory and no output files. This keeps a careless
 * program away from the machine, not a malicious one: run the evaluation of an untrusted model in a container.
 */
final class PythonProcess {

    private static final int SECONDS = 10;
    private static final String LIMITS = "ulimit -t 5 -v 524288 -f 0 -c 0; "
            + "if unshare -rn true 2> /dev/null; then exec unshare -rn python3 -I -; else exec python3 -I -; fi";

    private PythonProcess() {
    }

    static boolean passes(String program, List<String> tests) {
        // The program cannot know the last line of a run in which all tests pass
        String passed = UUID.randomUUID().toString();
        String script = program.replaceAll("(?m)^```\\w*$", "") + "\n"
                + tests.stream().map(test -> "assert " + test + "\n").collect(Collectors.joining())
                + "print('\\n" + passed + "')\n";
        try {
            Path folder = Files.createTempDirectory("ponder-evaluation");
            try {
                return run(folder, script).stripTrailing().endsWith(passed);
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String run(Path folder, String script) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", LIMITS).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process process = builder.start();
        try (var watchdog = new Watchdog(process)) {
            process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return new String(process.getInputStream().readNBytes(1 << 20), StandardCharsets.UTF_8);
        } catch (IOException closedEarly) {
            return "";
        }
    }

    /** Kills a process that runs for too long, and when it is closed. */
    private record Watchdog(Process process) implements AutoCloseable {

        Watchdog {
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(timeout -> process.destroyForcibly());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
