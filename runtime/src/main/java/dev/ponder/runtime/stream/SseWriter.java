package dev.ponder.runtime.stream;

import io.vertx.core.buffer.Buffer;

/** Writes what {@link SseReader} reads: events and comments, each whole. */
public final class SseWriter {

    private static final Buffer KEEP_ALIVE = comment("keep-alive");

    private SseWriter() {
    }

    /** An event. Its data is one line. */
    public static Buffer event(Object data) {
        return Buffer.buffer("data: " + data + "\n\n");
    }

    /** An event with a name. Its data is one line. */
    public static Buffer event(String name, Object data) {
        return Buffer.buffer("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** A line that clients pass over. */
    public static Buffer comment(String text) {
        return Buffer.buffer(": " + text + "\n\n");
    }

    /** The comment that is a sign of life. To be left as it is. */
    public static Buffer keepAlive() {
        return KEEP_ALIVE;
    }
}
