package dev.ponder.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Starts processes and ends them all when it is closed. Standard error of each goes to a log file. */
public final class ChildProcesses implements AutoCloseable {

    private final Path logs;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * Without processes yet.
     *
     * @param logs the folder of the log files
     */
    public ChildProcesses(Path logs) {
        this.logs = logs;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts a process whose output is read by the caller. */
    public Process start(String name, List<String> command) {
        return start(new ProcessBuilder(command).redirectError(log(name)));
    }

    /** Starts a process whose output goes to its log. */
    public Process startServer(String name, Path directory, List<String> command) {
        return start(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log(name)));
    }

    private Redirect log(String name) {
        return Redirect.appendTo(logs.resolve(name + ".log").toFile());
    }

    private Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            running.add(process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills a process and waits for its end. */
    public void stop(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running.remove(process);
    }

    @Override
    public void close() {
        running.forEach(this::stop);
    }
}
