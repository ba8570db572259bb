package dev.ponder.support.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket, which leaves at an exact moment. */
public final class Visitor {

    /** So that a test that waits in vain fails, and does not hold up the others. */
    private static final int PATIENCE = 30_000;

    private final Socket socket;

    /** Posts a chat completion. */
    public Visitor(URI server, Object body) {
        this(server, "/v1/chat/completions", body);
    }

    /** Posts to any path. */
    public Visitor(URI server, String path, Object body) {
        try {
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until this text has come. */
    public void read(String text) {
        var seen = new StringBuilder();
        try {
            while (seen.indexOf(text) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("the server closed the connection after: " + seen);
                }
                seen.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server closes the connection. */
    public String readToTheEnd() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection; the result is the moment, by {@link System#nanoTime()}. */
    public long leave() {
        try {
            long now = System.nanoTime();
            socket.close();
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
