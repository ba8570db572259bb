package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request per connection, with so little code that it costs a starting server nothing. */
final class LocalHttp {

    private static final int TIMEOUT_MILLIS = 120_000;

    private LocalHttp() {
    }

    /** Whether a GET is answered with 200. */
    static boolean isOk(InetSocketAddress address, String path) {
        try {
            return hasStatus200(exchange(address, "GET", path, ""));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The body of a response; fails if its status is not 200. */
    static String call(int port, String method, String path, String json) {
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
