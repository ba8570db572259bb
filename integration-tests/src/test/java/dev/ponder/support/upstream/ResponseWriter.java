package dev.ponder.support.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Writes an HTTP response, with control over each byte and over the connection.
 *
 * <p>Threading: any thread may write; writes go out in order and block while the caller does not read. Writes after the end
 * of the response or of the connection are ignored.
 */
public class ResponseWriter {

    /** The time limit of each wait in this package; a test that waits longer fails. */
    public static final Duration WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(ResponseWriter.class);
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private final UpstreamConnection connection;
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> stalled = new CompletableFuture<>();
    private volatile boolean ended;

    ResponseWriter(UpstreamConnection connection) {
        this.connection = connection;
    }

    /** Whether the caller closed the connection before the response ended. */
    public boolean closed() {
        return closed.isDone();
    }

    /** Waits until the caller closes the connection; returns when, by {@link System#nanoTime()}. */
    public long closedAt() {
        return closedAt(WAIT);
    }

    /** Waits no longer than this until the caller closes the connection; returns when, by {@link System#nanoTime()}. */
    public long closedAt(Duration wait) {
        return closed.copy().orTimeout(wait.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Waits until its script stalls. */
    public void awaitStall() {
        stalled.copy().orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Sends a whole response. */
    public void reply(int status, String text, Map<String, String> headers) {
        var lines = new StringBuilder();
        headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        write(() -> {
            ended = true;
            connection.write("HTTP/1.1 " + status + " x\r\nContent-Type: " + JSON + "\r\n" + lines + "Content-Length: "
                    + text.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + text);
        });
    }

    /** Sends a whole response of status 200. */
    public void json(JsonNode json) {
        reply(200, json.toString(), Map.of());
    }

    /** Sends the head of an event stream. */
    public ResponseWriter head() {
        return head(200, EVENTS);
    }

    /** Sends a head whose body follows in chunks. */
    public ResponseWriter head(int status, String contentType, String... headerLines) {
        String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
        return raw("HTTP/1.1 " + status + " x\r\nContent-Type: " + contentType + "\r\nTransfer-Encoding: chunked\r\n"
                + more
                + "\r\n");
    }

    public ResponseWriter event(JsonNode json) {
        return chunk("data: " + json + "\n\n");
    }

    /** Sends one chunk of the body. */
    public ResponseWriter chunk(String text) {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends each byte in a chunk and a packet of its own. */
    public ResponseWriter byteByByte(String text) {
        for (byte single : text.getBytes(StandardCharsets.UTF_8)) {
            chunk(new byte[]{single});
        }
        return this;
    }

    /** Sends bytes without any framing. */
    public ResponseWriter raw(String text) {
        return write(() -> connection.write(text));
    }

    /** Sends the same chunk every millisecond until the caller closes the connection. */
    public void flood(String text) {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!closed() && System.nanoTime() < end) {
            chunk(text);
            closed.copy().completeOnTimeout(0L, 1, TimeUnit.MILLISECONDS).join();
        }
    }

    /** Sends nothing more, but leaves the connection open. */
    public void stall() {
        stalled.complete(null);
    }

    /** Ends the response with the last chunk. */
    public void end() {
        write(() -> {
            ended = true;
            connection.write("0\r\n\r\n");
        });
    }

    /** Sends fewer bytes than the Content-Length announces, and closes the connection. */
    public void truncate(String text) {
        raw("HTTP/1.1 200 x\r\nContent-Type: " + JSON + "\r\nContent-Length: 5000\r\n\r\n" + text).close();
    }

    /** Closes the connection. */
    public void close() {
        write(connection::close);
    }

    /** Resets the connection. */
    public void reset() {
        write(connection::reset);
    }

    void callerClosed() {
        if (!ended) {
            closed.complete(System.nanoTime());
        }
    }

    void execute(Runnable task) {
        connection.execute(task);
    }

    /** Sends one chunk of the body. */
    public ResponseWriter chunk(byte[] bytes) {
        return write(() -> connection.writeChunk(bytes));
    }

    private ResponseWriter write(Write action) {
        synchronized (connection) {
            if (!ended && !closed()) {
                try {
                    action.run();
                } catch (IOException e) {
                    LOG.debugf(e, "the connection was closed while the upstream wrote");
                    closed.complete(System.nanoTime());
                }
            }
        }
        return this;
    }

    private interface Write {

        void run() throws IOException;
    }
}
