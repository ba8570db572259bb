package dev.ponder.runtime.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/**
 * Parses the bytes of an event stream in one scan. Lines are found in bytes and only whole lines are decoded, so no code
 * point is split. It accepts each line ending, a byte order mark, comments, data of several lines and data without a
 * blank. One instance per stream; not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class SseParser {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private final int maxEventBytes;
    private final boolean keepsRaw;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final List<String> data = new ArrayList<>(1);
    private int dataBytes;
    private Buffer raw = Buffer.buffer();
    private boolean lineIsEmpty = true;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private boolean skipping;
    private boolean irregular;
    private boolean begun;

    /** How an event is written. */
    public enum Framing {
        /** One line {@code data: ...} or comments, with LF and a blank line at the end. */
        REGULAR,
        /** Anything else that is valid, and an event that the end of the stream cut short. */
        IRREGULAR,
        /** The rest of an event that was flushed. */
        REST
    }

    /**
     * What ends with a blank line.
     *
     * @param raw all its bytes and the blank line; empty from a parser of {@link #ofData}
     * @param data its data; null when it has none, as with comments
     * @param framing how it is written
     */
    public record Event(Buffer raw, @Nullable String data, Framing framing) {}

    /** An event is larger than the limit. */
    public static final class EventTooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;

        EventTooLarge(int limit) {
            super("an event larger than " + limit + " bytes");
        }
    }

    private SseParser(int maxEventBytes, boolean keepsRaw) {
        this.maxEventBytes = maxEventBytes;
        this.keepsRaw = keepsRaw;
    }

    /**
     * A parser of the events that have data.
     *
     * @param maxEventBytes the limit for the data of an event and its current line
     */
    public static SseParser ofData(int maxEventBytes) {
        return new SseParser(maxEventBytes, false);
    }

    /** A parser of all bytes. Its caller limits what is pending by {@link #flush}. */
    public static SseParser ofRawEvents(int maxEventBytes) {
        return new SseParser(maxEventBytes, true);
    }

    /** The events that these bytes complete, in order. Fails with {@link EventTooLarge}. */
    public List<Event> parse(Buffer bytes) {
        var events = new ArrayList<Event>();
        byte[] chunk = bytes.getBytes();
        int event = 0;
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            byte b = chunk[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            irregular |= b == '\r' || i == from && afterCarriageReturn && i == 0;
            boolean secondHalf = b == '\n' && i == from && (i == 0 ? afterCarriageReturn : chunk[i - 1] == '\r');
            boolean blank = !secondHalf && endLine(chunk, from, i);
            from = i + 1;
            if (blank) {
                int end = b == '\r' && from < chunk.length && chunk[from] == '\n' ? from + 1 : from;
                keepRaw(bytes, event, end);
                endEvent(events);
                event = end;
            }
        }
        if (!keepsRaw) {
            checkSize(chunk.length - from);
        }
        keepLine(chunk, from, chunk.length);
        keepRaw(bytes, event, chunk.length);
        afterCarriageReturn = chunk.length == 0 ? afterCarriageReturn : chunk[chunk.length - 1] == '\r';
        return events;
    }

    /** The event that the end of the stream cut short, if any: some servers omit the last blank line. */
    public List<Event> end() {
        if (!lineIsEmpty) {
            endLine(new byte[0], 0, 0);
        }
        var events = new ArrayList<Event>(1);
        irregular = true;
        endEvent(events);
        return events;
    }

    /** Whether the bytes so far are whole events. */
    public boolean betweenEvents() {
        return raw.length() == 0 && lineIsEmpty && !afterCarriageReturn && !begun;
    }

    /** How many bytes are kept of an event that is not complete. */
    public int pending() {
        return raw.length();
    }

    /** Returns those bytes. The rest of the event has no data. */
    public Buffer flush() {
        skipping = true;
        line.reset();
        data.clear();
        return takeRaw();
    }

    private void keepRaw(Buffer bytes, int from, int to) {
        if (keepsRaw) {
            raw.appendBuffer(bytes, from, to - from);
        }
    }

    private Buffer takeRaw() {
        Buffer taken = raw;
        raw = keepsRaw ? Buffer.buffer() : raw;
        return taken;
    }

    private void keepLine(byte[] chunk, int from, int to) {
        lineIsEmpty &= from == to;
        if (!skipping) {
            line.write(chunk, from, to - from);
        }
    }

    private void checkSize(int more) {
        if (!skipping && line.size() + dataBytes + more > maxEventBytes) {
            throw new EventTooLarge(maxEventBytes);
        }
    }

    /** Whether the line is blank. A line within one chunk is decoded in place. */
    private boolean endLine(byte[] chunk, int from, int to) {
        checkSize(to - from);
        boolean blank;
        if (line.size() == 0) {
            blank = lineIsEmpty && field(chunk, from, to);
        } else {
            keepLine(chunk, from, to);
            blank = field(line.toByteArray(), 0, line.size());
            line.reset();
        }
        lineIsEmpty = true;
        return blank;
    }

    /** Reads a line; whether it is blank. */
    private boolean field(byte[] bytes, int from, int to) {
        int start = firstLine && startsWith(bytes, from, to, BYTE_ORDER_MARK) ? from + BYTE_ORDER_MARK.length : from;
        firstLine = false;
        int length = to - start;
        irregular |= start != from;
        boolean isData = length >= 4 && bytes[start] == 'd' && bytes[start + 1] == 'a' && bytes[start + 2] == 't'
                && bytes[start + 3] == 'a' && (length == 4 || bytes[start + 4] == ':');
        if (isData && !skipping) {
            int value = Math.min(start + 5, to);
            boolean spaced = value < to && bytes[value] == ' ';
            value += spaced ? 1 : 0;
            irregular |= !spaced || !data.isEmpty();
            dataBytes += to - value + (data.isEmpty() ? 0 : 1);
            data.add(new String(bytes, value, to - value, StandardCharsets.UTF_8));
        } else {
            irregular |= length == 0 ? !begun : bytes[start] != ':';
        }
        begun |= length > 0;
        return length == 0;
    }

    private void endEvent(List<Event> events) {
        if (!data.isEmpty() || raw.length() > 0) {
            String all = data.isEmpty() ? null : data.size() == 1 ? data.get(0) : String.join("\n", data);
            events.add(new Event(takeRaw(), all,
                    skipping ? Framing.REST : irregular ? Framing.IRREGULAR : Framing.REGULAR));
        }
        data.clear();
        dataBytes = 0;
        skipping = false;
        irregular = false;
        begun = false;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && bytes[from] == prefix[0] && bytes[from + 1] == prefix[1]
                && bytes[from + 2] == prefix[2];
    }
}
