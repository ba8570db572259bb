package dev.ponder.runtime.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/**
 * Cuts the bytes of an event stream into the data of its events. It frames on bytes and decodes only whole events, so
 * no code point can be split; it takes every line ending, a byte order mark, comments, data of several lines and data
 * without a blank, and looks at each byte once. One instance per stream; not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class SseReader {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxEventBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /** A stream has an event larger than it may be. */
    public static final class EventTooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;

        EventTooLarge(int limit) {
            super("an event larger than " + limit + " bytes");
        }
    }

    /**
     * Begins a stream.
     *
     * @param maxEventBytes the largest event it takes
     */
    public SseReader(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    /** The data of the events that these bytes complete, in order. Fails with {@link EventTooLarge}. */
    public List<String> read(Buffer bytes) {
        var events = new ArrayList<String>();
        byte[] chunk = bytes.getBytes();
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            byte b = chunk[i];
            if (b != '\n' && b != '\r') {
                afterCarriageReturn = false;
                continue;
            }
            boolean secondHalf = b == '\n' && afterCarriageReturn && i == from;
            if (!secondHalf) {
                keep(chunk, from, i);
                endLine(events);
            }
            afterCarriageReturn = b == '\r';
            from = i + 1;
        }
        keep(chunk, from, chunk.length);
        return events;
    }

    /** The data of an event that the end of the stream cut short: upstreams forget the last blank line. */
    public List<String> end() {
        var events = new ArrayList<String>();
        if (line.size() > 0) {
            endLine(events);
        }
        endEvent(events);
        return events;
    }

    private void keep(byte[] chunk, int from, int to) {
        if (line.size() + data.size() + (to - from) > maxEventBytes) {
            throw new EventTooLarge(maxEventBytes);
        }
        line.write(chunk, from, to - from);
    }

    private void endLine(List<String> events) {
        byte[] bytes = line.toByteArray();
        line.reset();
        int start = firstLine && startsWith(bytes, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        if (bytes.length == start) {
            endEvent(events);
        } else {
            field(bytes, start);
        }
    }

    private void field(byte[] bytes, int start) {
        int length = bytes.length - start;
        boolean isData = length >= 4 && bytes[start] == 'd' && bytes[start + 1] == 'a' && bytes[start + 2] == 't'
                && bytes[start + 3] == 'a' && (length == 4 || bytes[start + 4] == ':');
        if (!isData) {
            return;
        }
        int value = Math.min(start + 5, bytes.length);
        if (value < bytes.length && bytes[value] == ' ') {
            value++;
        }
        if (hasData) {
            data.write('\n');
        }
        data.write(bytes, value, bytes.length - value);
        hasData = true;
    }

    private void endEvent(List<String> events) {
        if (hasData) {
            events.add(data.toString(StandardCharsets.UTF_8));
        }
        data.reset();
        hasData = false;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && bytes[0] == prefix[0] && bytes[1] == prefix[1] && bytes[2] == prefix[2];
    }
}
