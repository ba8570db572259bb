package dev.ponder.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request per connection, with so little code that it costs a starting server nothing. */
public final class LocalHttp {

    private static final int TIMEOUT_MILLIS = 120_000;

    private LocalHttp() {
    }

    /** Whether a GET is answered with 200. */
    public static boolean isOk(InetSocketAddress address, String path) {
        try {
            return hasStatus200(exchange(address, "GET", path, ""));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The body of a response; fails if its status is not 200. */
    public static String call(int port, String method, String path, String json) {
        try {
            String response = exchange(new InetSocketAddress("127.0.0.1", port), method, path, json);
            if (!hasStatus200(response)) {
                throw new IllegalStateException(method + " " + path + ": " + response);
            }
            return response.substring(response.indexOf("\r\n\r\n") + 4);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Waits until a server answers a GET with 200; fails if its process ends, or after a time limit.
     *
     * @param name the name of the server, for the error message
     */
    public static void awaitOk(String name, Process process, int port, String path, Duration timeout) {
        var address = new InetSocketAddress("127.0.0.1", port);
        long end = System.nanoTime() + timeout.toNanos();
        while (!isOk(address, path)) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended while it started; see its log");
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " was not ready after " + timeout);
            }
            Pause.millis(5);
        }
    }

    /** A port that no server listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean hasStatus200(String response) {
        return response.startsWith("HTTP/1.1 200") || response.startsWith("HTTP/1.0 200");
    }

    private static String exchange(InetSocketAddress address, String method, String path, String json)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // HTTP/1.0: the response ends with the connection, and is not chunked
            String head = method + " " + path + " HTTP/1.0\r\nhost: 127.0.0.1\r\naccept: */*\r\n"
                    + "content-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
