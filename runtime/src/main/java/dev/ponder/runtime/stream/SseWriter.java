package dev.ponder.runtime.stream;

import io.vertx.core.buffer.Buffer;

/** Writes the events and comments that {@link SseParser} parses. */
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

    /** A comment, which clients ignore. */
    public static Buffer comment(String text) {
        return Buffer.buffer(": " + text + "\n\n");
    }

    /** The comment that is sent as a keep-alive. Callers must not change the buffer. */
    public static Buffer keepAlive() {
        return KEEP_ALIVE;
    }
}
