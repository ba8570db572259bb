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

/** One request over a connection of its own, whose reply is read as far and as fast as a test wants. */
public final class RawHttpClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    /** Sends the request. */
    public RawHttpClient(URI server, RawRequest ask) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            socket.getOutputStream().write(ask.bytes());
            in = new BufferedInputStream(socket.getInputStream(), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until this has come, or the reply is over. */
    public RawHttpClient readUntil(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int matched = 0;
        while (matched < wanted.length) {
            int next = read();
            if (next < 0) {
                return this;
            }
            matched = next == (wanted[matched] & 0xff) ? matched + 1 : next == (wanted[0] & 0xff) ? 1 : 0;
        }
        return this;
    }

    /** Reads so many bytes, one by one, or to the end of the reply. */
    public RawHttpClient read(int bytes) {
        for (int i = 0; i < bytes && read() >= 0; i++) {
            continue;
        }
        return this;
    }

    /** Reads to the end. */
    public RawResponse rest() {
        byte[] piece = new byte[1 << 16];
        try {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                seen.write(piece, 0, got);
            }
        } catch (SocketException reset) {
            return RawResponse.of(seen.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RawResponse.of(seen.toByteArray());
    }

    /** Closes the connection; the result is the moment, by {@link System#nanoTime()}. */
    public long leave() {
        long now = System.nanoTime();
        close();
        return now;
    }

    /** Says that it is gone, and waits until the server has seen it and goes too. */
    public void leaveInGoodOrder() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rest();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read() {
        try {
            int next = in.read();
            if (next >= 0) {
                seen.write(next);
            }
            return next;
        } catch (SocketException reset) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
