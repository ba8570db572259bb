package dev.ponder.resilience.matrix.upstream;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The upstream's end of a connection: every byte of a reply with its borders, and every way to be silent or to go. */
public final class Wire {

    private static final long PATIENCE_SECONDS = 25;
    private static final int SMALL_BUFFER = 64 * 1024;

    private final Socket socket;
    private final Call call;
    private final CompletableFuture<Long> closed;

    Wire(Socket socket, Call call, CompletableFuture<Long> closed) throws IOException {
        this.socket = socket;
        this.call = call;
        this.closed = closed;
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(SMALL_BUFFER);
    }

    /** Bytes of the connection, as they are. */
    public Wire raw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A head whose body follows in chunks. */
    public Wire head(int status, String contentType, String... headerLines) throws IOException {
        String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
        return raw("HTTP/1.1 " + status + " x\r\nContent-Type: " + contentType
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n" + more + "\r\n");
    }

    /** One chunk of the body. */
    public Wire chunk(String text) throws IOException {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Each byte in a chunk and a packet of its own. */
    public Wire byteByByte(String text) throws IOException {
        for (byte single : text.getBytes(StandardCharsets.UTF_8)) {
            chunk(new byte[]{single});
        }
        return this;
    }

    /** Ends the body in good order. */
    public void end() throws IOException {
        raw("0\r\n\r\n");
    }

    /** Says nothing more, until the caller closes; one that does not is left after a while, so that a test ends. */
    public void stall() {
        call.silent();
        closed.copy().completeOnTimeout(0L, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Says the same again and again, for as long; as fast as the caller reads, but without keeping a core busy. */
    public void flood(String text) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!closed.isDone() && System.nanoTime() < end) {
            chunk(text);
            closed.copy().completeOnTimeout(0L, 1, TimeUnit.MILLISECONDS).join();
        }
    }

    /** Goes without a word: the caller gets a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private Wire chunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, framed, 0, size.length);
        System.arraycopy(bytes, 0, framed, size.length, bytes.length);
        framed[framed.length - 2] = '\r';
        framed[framed.length - 1] = '\n';
        socket.getOutputStream().write(framed);
        return this;
    }
}
