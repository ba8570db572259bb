package dev.ponder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator counts what is wrong, and the mock upstream does nothing wrong. */
class LoadToolsTest {

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void compile() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/gcc"))).isTrue();
        gcc("load", "load.c", "samples.c");
        gcc("mock-upstream", "mock-upstream.c");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void callsAreCountedExactly() throws Exception {
        Map<String, Double> result = load(mockUpstream(), "mock-b600", false, "--requests", "500", "--connections",
                "7");

        assertThat(result).containsEntry("exit", 0.0).containsEntry("requests", 500.0).containsEntry("failed", 0.0);
    }

    @Test
    void largeBodiesPass() throws Exception {
        Map<String, Double> result = load(mockUpstream(), "mock-b2000000", false, "--requests", "10");

        assertThat(result).containsEntry("exit", 0.0).containsEntry("requests", 10.0);
    }

    @Test
    void aConstantRateIsKept() throws Exception {
        Map<String, Double> result = load(mockUpstream(), "mock-b600", false, "--rate", "200", "--seconds", "1");

        assertThat(result.get("requests")).isBetween(180.0, 201.0);
    }

    @Test
    void allChunksOfStreamsArrive() throws Exception {
        Map<String, Double> result = load(mockUpstream(), "mock-n20-i5", true, "--requests", "60", "--connections",
                "20",
                "--chunks", "20");

        assertThat(result).containsEntry("exit", 0.0).containsEntry("chunks", 1_200.0).containsEntry("lost", 0.0)
                .containsEntry("reordered", 0.0);
        assertThat(result.get("delay_p50_us")).isPositive();
    }

    @Test
    void aLostChunkIsCounted() throws Exception {
        assertThat(stream(0, 2)).containsEntry("exit", 1.0).containsEntry("lost", 1.0).containsEntry("incomplete", 1.0);
    }

    @Test
    void reorderedChunksAreCounted() throws Exception {
        assertThat(stream(0, 2, 1)).containsEntry("exit", 1.0).containsEntry("lost", 0.0).containsEntry("reordered",
                1.0);
    }

    @Test
    void chunksOfOneReadAreJoined() throws Exception {
        assertThat(stream(0, 1, 2)).containsEntry("exit", 0.0).containsEntry("joined", 2.0);
    }

    @Test
    void otherStatusesAreErrors() throws Exception {
        String response = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}";

        assertThat(load(server(response), "mock", false, "--requests", "1", "--connections", "1"))
                .containsEntry("exit", 1.0).containsEntry("status_errors", 1.0);
    }

    @Test
    void aTruncatedResponseIsAnError() throws Exception {
        String response = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{}";

        assertThat(load(server(response), "mock", false, "--requests", "1", "--connections", "1"))
                .containsEntry("exit", 1.0).containsEntry("connection_errors", 1.0);
    }

    /** The result of a stream of three chunks that contains these. */
    private Map<String, Double> stream(int... numbers) throws Exception {
        var body = new StringBuilder();
        for (int number : numbers) {
            body.append("data: {\"choices\":[{\"delta\":{\"content\":\"#").append(number).append("@1 \"}}]}\n\n");
        }
        body.append("data: [DONE]\n\n");
        String response = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                + "\r\n" + body + "\r\n0\r\n\r\n";
        return load(server(response), "mock", true, "--requests", "1", "--connections", "1", "--chunks", "3");
    }

    /** The port of a server that reads one request and sends these bytes. */
    private static int server(String response) throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            try (listener; Socket socket = listener.accept()) {
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The load generator reports it
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener.getLocalPort();
    }

    private int mockUpstream() throws IOException {
        Process process = new ProcessBuilder(directory.resolve("mock-upstream").toString()).start();
        started.add(process);
        return Integer.parseInt(process.inputReader().readLine());
    }

    private Map<String, Double> load(int port, String model, boolean stream, String... options) throws Exception {
        Path body = Files.writeString(directory.resolve("body.json"),
                "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[]}");
        var command = new ArrayList<>(List.of(directory.resolve("load").toString(), "--port", "" + port, "--body",
                body.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        var values = new HashMap<String, Double>();
        process.inputReader().lines().map(line -> line.split(" ")).forEach(words -> values.put(words[0],
                Double.parseDouble(words[1])));
        values.put("exit", (double) process.waitFor());
        return values;
    }

    private void gcc(String program, String... sources) throws Exception {
        var command = new ArrayList<>(List.of("gcc", "-O1", "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-o",
                directory.resolve(program).toString()));
        for (String source : sources) {
            command.add("native/" + source);
        }
        command.addAll(List.of("native/http.c", "native/net.c"));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
