package dev.ponder.kserve.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection where bytes matter: a character is a byte. */
final class BareSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    BareSocket(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts to a model, with a head of these lines and the length of the body. */
    BareSocket post(String target, String body, String... head) {
        String json = V1Test.quoted(body);
        return send("POST /v1/models/" + target + " HTTP/1.1\r\nHost: ponder\r\n"
                + (head.length == 0 ? "" : String.join("\r\n", head) + "\r\n")
                + "Content-Length: " + json.length() + "\r\n\r\n" + json);
    }

    BareSocket send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until this has come; what was read. */
    String readUntil(String text) {
        var seen = new StringBuilder();
        try {
            while (seen.indexOf(text) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("the server closed the connection after: " + seen);
                }
                seen.append((char) next);
            }
            return seen.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("after: " + seen, e);
        }
    }

    /** Reads until the server closes the connection. */
    String rest() {
        var seen = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                seen.append((char) next);
            }
        } catch (SocketException reset) {
            return seen.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("after: " + seen, e);
        }
        return seen.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
