package dev.ponder.sandbox.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What programs print: the output of each ends with a line that begins with a random mark and holds a record. Keeps the head of a long
 * output. Not thread-safe.
 */
final class ProgramOutput {

    /** A program that prints this many times what is kept is ended. */
    private static final int FLOOD = 64;
    private static final int MAX_RECORD = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[8192];
    private int at;
    private int end;

    /**
     * The output of one program.
     *
     * @param text the head of what it printed
     * @param truncated whether it printed more
     * @param record the record; empty if the process ended without one, or the output was a flood
     */
    record Section(String text, boolean truncated, String record) {}

    ProgramOutput(InputStream in) {
        this.in = in;
    }

    /** Reads to the mark, or to the end of the stream. Blocks. */
    Section next(String mark, int limit) throws IOException {
        byte[] sought = ("\n" + mark).getBytes(StandardCharsets.US_ASCII);
        var head = new ByteArrayOutputStream();
        long total = 0;
        int matched = 0;
        while (matched < sought.length) {
            int next = read();
            if (next < 0 || total > (long) FLOOD * limit) {
                return new Section(text(head), total > limit, "");
            }
            if (next == sought[matched]) {
                matched++;
            } else {
                keep(head, sought, matched, limit);
                total += matched;
                // The mark begins with the only line break in it
                matched = next == '\n' ? 1 : 0;
                if (matched == 0) {
                    keep(head, new byte[]{(byte) next}, 1, limit);
                    total++;
                }
            }
        }
        return new Section(text(head), total > limit, restOfLine());
    }

    private static void keep(ByteArrayOutputStream head, byte[] bytes, int length, int limit) {
        head.write(bytes, 0, Math.max(0, Math.min(length, limit - head.size())));
    }

    private String restOfLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = read(); next >= 0 && next != '\n'; next = read()) {
            if (line.size() < MAX_RECORD) {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        if (at == end) {
            end = in.read(chunk);
            at = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return chunk[at++] & 0xff;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
