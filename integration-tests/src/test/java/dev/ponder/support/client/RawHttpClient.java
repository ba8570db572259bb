package dev.ponder.support.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A client on a plain socket, for tests of bytes and of moments: it sends any bytes, reads as far and as fast as the test
 * wants, and disconnects at an exact moment. In its strings a character is a byte (ISO 8859-1).
 */
public final class RawHttpClient implements AutoCloseable {

    /** A header line for bodies of JSON. */
    public static final String JSON = "Content-Type: application/json";

    /** The time limit of each read, so that a test that waits in vain fails. */
    private static final int READ_TIMEOUT_MS = 30_000;
    /** Small, so that a client that does not read blocks the server soon. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    public RawHttpClient(URI server) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(READ_TIMEOUT_MS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            in = new BufferedInputStream(socket.getInputStream(), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a chat completion. */
    public RawHttpClient chat(Object body) {
        return post("/v1/chat/completions", body, JSON);
    }

    /** Posts a body with these header lines besides the host and the length. */
    public RawHttpClient post(String path, Object body, String... headerLines) {
        String text = body.toString();
        return send("POST " + path + " HTTP/1.1\r\nHost: ponder\r\n"
                + (headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n")
                + "Content-Length: " + text.length() + "\r\n\r\n" + text);
    }

    public RawHttpClient send(String bytes) {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttpClient send(RawRequest request) {
        return send(request.bytes());
    }

    private RawHttpClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until this text has been received; returns what was read. */
    public String readUntil(String text) {
        var read = new StringBuilder();
        while (read.indexOf(text, Math.max(0, read.length() - text.length())) < 0) {
            int next = read();
            if (next < 0) {
                throw new AssertionError("the server closed the connection after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads so many bytes, or fewer if the server closes the connection. */
    public RawHttpClient read(int bytes) {
        for (int i = 0; i < bytes && read() >= 0; i++) {
            continue;
        }
        return this;
    }

    /** Reads until the server closes or resets the connection; returns what was read. */
    public String readToEnd() {
        int before = received.size();
        drain();
        return received.toString(StandardCharsets.ISO_8859_1).substring(before);
    }

    /** Reads until the server closes or resets the connection; returns all that was received, as one response. */
    public RawResponse response() {
        drain();
        return RawResponse.of(received.toByteArray());
    }

    /** Closes the connection; returns when, by {@link System#nanoTime()}. */
    public long disconnect() {
        long now = System.nanoTime();
        close();
        return now;
    }

    /** Closes its side of the connection, and waits until the server closes the other side. */
    public void disconnectAndWait() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drain();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drain() {
        try {
            in.transferTo(received);
        } catch (SocketException reset) {
            return;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private int read() {
        try {
            int next = in.read();
            if (next >= 0) {
                received.write(next);
            }
            return next;
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException cause) {
        return new UncheckedIOException("after: " + received.toString(StandardCharsets.ISO_8859_1), cause);
    }
}
