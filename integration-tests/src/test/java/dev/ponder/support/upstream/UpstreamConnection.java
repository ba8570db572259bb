package dev.ponder.support.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * One connection to the fake upstream. A thread reads requests from it one after another; between two requests that thread
 * blocks in a read, so it also sees when the caller closes the connection. Any thread may write.
 */
final class UpstreamConnection {

    private static final Logger LOG = Logger.getLogger(UpstreamConnection.class);
    /** Small, so that a caller that does not read blocks the upstream soon. */
    private static final int SEND_BUFFER = 64 * 1024;

    private final Socket socket;
    private final FakeUpstream upstream;
    private Optional<FakeCall> open = Optional.empty();

    UpstreamConnection(Socket socket, FakeUpstream upstream) {
        this.socket = socket;
        this.upstream = upstream;
    }

    /** Reads requests until either side closes the connection. */
    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Optional<UpstreamRequest> request = UpstreamRequest.read(in);
            while (request.isPresent()) {
                open = upstream.accept(request.get(), this);
                request = UpstreamRequest.read(in);
            }
        } catch (IOException e) {
            LOG.debugf(e, "the connection was closed or reset");
        }
        open.ifPresent(FakeCall::callerClosed);
    }

    void execute(Runnable task) {
        upstream.execute(task);
    }

    /** Writes these bytes, unframed. */
    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one chunk of a chunked body, in one packet if it fits. */
    void writeChunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, framed, 0, size.length);
        System.arraycopy(bytes, 0, framed, size.length, bytes.length);
        framed[framed.length - 2] = '\r';
        framed[framed.length - 1] = '\n';
        write(framed);
    }

    /** Ends the connection after what has been written. */
    void close() throws IOException {
        socket.close();
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }
}
