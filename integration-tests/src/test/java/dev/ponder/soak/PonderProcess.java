package dev.ponder.soak;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged server in a separate JVM, so that its heap can be limited and measured. */
final class PonderProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path LOG = Path.of("target/soak-server.log");
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;

    private PonderProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the server on a free port with these JVM arguments. */
    static PonderProcess start(List<String> arguments) throws IOException {
        var command = new ArrayList<String>(List.of(tool("java")));
        command.addAll(arguments);
        command.addAll(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0", "-jar", JAR.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var listening = new CompletableFuture<Integer>();
        var log = new Thread(() -> copy(process, listening), "server-log");
        log.setDaemon(true);
        log.start();
        return new PonderProcess(process, listening.join());
    }

    int port() {
        return port;
    }

    /** Reads its metrics. */
    CompletableFuture<Gauges> gauges() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .timeout(TIMEOUT).header("Accept", "text/plain").build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> Gauges.parse(response.body()));
    }

    /** The number of its open sockets. Linux only. */
    long sockets() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.filter(PonderProcess::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a full garbage collection; completes when it is done. */
    CompletableFuture<Process> collectGarbage() {
        try {
            return new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** A descriptor that is closed meanwhile does not count. */
    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    private static String tool(String name) {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + name;
    }

    private static void copy(Process process, CompletableFuture<Integer> listening) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(LOG)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line + "\n");
                log.flush();
                Matcher found = LISTENING.matcher(line);
                if (found.find()) {
                    listening.complete(Integer.parseInt(found.group(1)));
                }
            }
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
        listening.completeExceptionally(new IllegalStateException("the server ended; see " + LOG));
    }
}
