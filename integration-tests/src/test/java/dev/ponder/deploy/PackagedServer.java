package dev.ponder.deploy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a separate process. */
public final class PackagedServer implements AutoCloseable {

    private static final String JAR = "target/quarkus-app/quarkus-run.jar";
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+?:\\d+)");
    /** Variables that the environment of the build may set. */
    private static final Pattern OURS = Pattern.compile("(PONDER|QUARKUS|OPENAI|INFERENCE)_.*");
    private static final long WAIT_SECONDS = 60;

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "packaged-server-log");
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

    private PackagedServer(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the application with these environment variables and arguments. */
    public static PackagedServer start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Dquarkus.http.host=127.0.0.1", "-jar", JAR));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> OURS.matcher(name).matches());
        // A busy machine may stop an event loop for longer than two seconds, which Vert.x would log
        builder.environment().put("QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME", "60S");
        builder.environment().putAll(environment);
        return new PackagedServer(builder.start());
    }

    /** Starts the application by a command of another kind, which writes the log to its standard output. */
    public static PackagedServer start(ProcessBuilder command) throws IOException {
        return new PackagedServer(command.start());
    }

    /** Waits until the server listens; returns its address. */
    public URI address() {
        return listening.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Completes when the server logs this text from now on; returns when, by {@link System#nanoTime()}. */
    CompletableFuture<Long> logsAt(String text) {
        return awaited.computeIfAbsent(text, first -> new CompletableFuture<>());
    }

    /** The same, also if the server has logged this text before. */
    CompletableFuture<Long> nextLog(String text) {
        var next = new CompletableFuture<Long>();
        awaited.put(text, next);
        return next;
    }

    /** Sends SIGTERM by the process handle; {@code Process.destroy} would also close the log. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGTERM to the process that a container's command started, as an engine does it. */
    public void terminateContained() {
        process.descendants().reduce((first, last) -> last).orElseThrow().destroy();
    }

    /** Waits until the process ends and its log is read; returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not end; its log: " + log());
        }
        reader.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
        return process.exitValue();
    }

    /** The log so far. */
    public String log() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            listening.completeExceptionally(new UncheckedIOException(e));
        }
        listening.completeExceptionally(new AssertionError("the server ended; its log: " + log()));
    }

    private void add(String line) {
        log.add(line);
        awaited.forEach((text, said) -> {
            if (line.contains(text)) {
                said.complete(System.nanoTime());
            }
        });
        Matcher found = LISTENING.matcher(line);
        if (found.find()) {
            listening.complete(URI.create(found.group(1)));
        }
    }
}
