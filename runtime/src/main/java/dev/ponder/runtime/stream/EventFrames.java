package dev.ponder.runtime.stream;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * Cuts the bytes of an event stream behind the blank lines that end its events, and leaves every byte as it is. One
 * instance per stream; not thread-safe.
 */
public final class EventFrames {

    private Buffer pending = Buffer.buffer();
    private boolean lineIsEmpty = true;
    private boolean afterCarriageReturn;

    /** The frames that these bytes complete: events with their blank lines, or comments with theirs. */
    public List<Buffer> cut(Buffer bytes) {
        var frames = new ArrayList<Buffer>();
        int from = 0;
        for (int i = 0; i < bytes.length(); i++) {
            if (endsFrame(bytes.getByte(i))) {
                int to = followedByLineFeed(bytes, i) ? i + 2 : i + 1;
                frames.add(pending.appendBuffer(bytes, from, to - from));
                pending = Buffer.buffer();
                from = to;
            }
        }
        pending.appendBuffer(bytes, from, bytes.length() - from);
        return frames;
    }

    /** How many bytes of a frame there are that is not complete. */
    public int pending() {
        return pending.length();
    }

    /** Those bytes; they will not be part of the frame any more. */
    public Buffer flush() {
        Buffer rest = pending;
        pending = Buffer.buffer();
        return rest;
    }

    private boolean endsFrame(byte b) {
        if (b == '\n' && afterCarriageReturn) {
            afterCarriageReturn = false;
            return false;
        }
        afterCarriageReturn = b == '\r';
        boolean lineEnds = b == '\n' || b == '\r';
        boolean blankLine = lineEnds && lineIsEmpty;
        lineIsEmpty = lineEnds;
        return blankLine;
    }

    private static boolean followedByLineFeed(Buffer bytes, int i) {
        return bytes.getByte(i) == '\r' && i + 1 < bytes.length() && bytes.getByte(i + 1) == '\n';
    }
}
