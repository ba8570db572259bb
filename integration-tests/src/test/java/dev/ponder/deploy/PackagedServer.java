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

/** The packaged application in a process of its own. */
final class PackagedServer implements AutoCloseable {

    private static final String JAR = "target/quarkus-app/quarkus-run.jar";
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+?:\\d+)");
    /** What the surroundings of the build may set. */
    private static final Pattern OURS = Pattern.compile("(PONDER|QUARKUS|OPENAI|INFERENCE)_.*");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

    private PackagedServer(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "packaged-server-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it with this environment, and with these arguments behind the jar. */
    static PackagedServer start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Dquarkus.http.host=127.0.0.1", "-jar", JAR));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> OURS.matcher(name).matches());
        builder.environment().putAll(environment);
        return new PackagedServer(builder.start());
    }

    /** Where it listens; waits until it does. */
    URI address() {
        return listening.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** When it says this from now on, by {@link System#nanoTime()}. */
    CompletableFuture<Long> saysAt(String text) {
        return awaited.computeIfAbsent(text, first -> new CompletableFuture<>());
    }

    /** Sends SIGTERM. The process itself would close the log, too. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Its exit code; waits for it. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server did not end; it said: " + log());
        }
        return process.exitValue();
    }

    /** What it has said so far. */
    String log() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            listening.completeExceptionally(new UncheckedIOException(e));
        }
        listening.completeExceptionally(new AssertionError("the server ended; it said: " + log()));
    }

    private void hear(String line) {
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
