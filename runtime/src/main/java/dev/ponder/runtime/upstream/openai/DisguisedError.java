package dev.ponder.runtime.upstream.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * Holds back a relayed reply of status 200 that turns out to be an error: such a reply begins with it. One instance per
 * reply.
 */
final class DisguisedError {

    private static final String BEGINNING = "{\"error\"";

    private final Buffer held = Buffer.buffer();
    private boolean told;
    private boolean found;

    /** What may be relayed of these bytes. */
    List<Buffer> pass(Buffer bytes) {
        if (told && !found) {
            return List.of(bytes);
        }
        held.appendBuffer(bytes);
        String start = beginning();
        told = start.length() >= BEGINNING.length() || !BEGINNING.startsWith(start);
        found = start.startsWith(BEGINNING);
        return told && !found ? List.of(held) : List.of();
    }

    /** What was held back although it was no error: a reply shorter than an error can be. */
    List<Buffer> rest() {
        return told || held.length() == 0 ? List.of() : List.of(held);
    }

    boolean found() {
        return found;
    }

    byte[] bytes() {
        return held.getBytes();
    }

    /** The first characters without blanks. */
    private String beginning() {
        String text = held.getString(0, Math.min(held.length(), 64), StandardCharsets.UTF_8.name());
        String start = text.replaceAll("\\s", "");
        return start.substring(0, Math.min(start.length(), BEGINNING.length()));
    }
}
