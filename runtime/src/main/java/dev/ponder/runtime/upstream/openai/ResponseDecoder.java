package dev.ponder.runtime.upstream.openai;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/**
 * Decodes {@code gzip} (RFC 1952, also of several members) and {@code deflate} (RFC 1950, or RFC 1951 without a header, as
 * some servers send it) while the bytes arrive. For one reader; any thread may close it.
 */
final class ResponseDecoder {

    private static final int PIECE = 16 * 1024;
    private static final int MAX_HEADER = 4 * 1024;
    private static final int TRAILER = 8;

    private enum Expects {
        HEADER, DATA, TRAILER, NOTHING
    }

    private final boolean gzip;
    private final CRC32 checksum = new CRC32();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Expects expects = Expects.HEADER;
    private boolean members;
    private @Nullable Inflater inflater;

    private ResponseDecoder(boolean gzip) {
        this.gzip = gzip;
    }

    /** The decoder of a content coding; throws {@link IllegalArgumentException} for an unknown one. */
    static ResponseDecoder of(String coding) {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new ResponseDecoder(true);
            case "deflate" -> new ResponseDecoder(false);
            default -> throw new IllegalArgumentException(coding);
        };
    }

    /** What these bytes decode to, in pieces of at most 16 KB. It is decoded while it is iterated over, once. */
    Iterable<Buffer> decode(Buffer bytes) {
        return () -> new Pieces(bytes.getBytes());
    }

    /** Throws {@link IllegalArgumentException} if the bytes so far are no complete coded body. */
    void end() {
        if (expects == Expects.DATA || expects == Expects.TRAILER || held.size() > 0) {
            throw new IllegalArgumentException("it is truncated");
        }
    }

    synchronized void close() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
            expects = Expects.NOTHING;
        }
    }

    private final class Pieces implements Iterator<Buffer> {

        private final byte[] input;
        private int position;
        private @Nullable Buffer next;

        Pieces(byte[] input) {
            this.input = input;
        }

        @Override
        public boolean hasNext() {
            while (next == null && step()) {
                // Each step reads a header, a trailer, or data
            }
            return next != null;
        }

        @Override
        public Buffer next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Buffer piece = next;
            next = null;
            return piece;
        }

        /** Returns false when more bytes are needed. */
        private boolean step() {
            synchronized (ResponseDecoder.this) {
                return switch (expects) {
                    case HEADER -> header();
                    case DATA -> data();
                    case TRAILER -> trailer();
                    case NOTHING -> false;
                };
            }
        }

        private boolean header() {
            while (position < input.length) {
                if (members && held.size() == 0 && input[position] != 0x1f) {
                    // Padding after the last member, which gzip ignores
                    position = input.length;
                    return false;
                }
                held.write(input[position++]);
                byte[] bytes = held.toByteArray();
                if (gzip ? GzipHeader.complete(bytes) : bytes.length == 2) {
                    held.reset();
                    start(bytes);
                    return true;
                }
                if (bytes.length > MAX_HEADER) {
                    throw new IllegalArgumentException("its header is too long");
                }
            }
            return false;
        }

        private void start(byte[] header) {
            boolean zlib = !gzip && (header[0] & 0x0f) == 8 && ((header[0] & 0xff) << 8 | header[1] & 0xff) % 31 == 0;
            inflater = new Inflater(!zlib);
            checksum.reset();
            expects = Expects.DATA;
            if (!gzip) {
                // The two bytes belong to the data
                inflater.setInput(header);
                data(inflater);
            }
        }

        private boolean data() {
            Inflater running = inflater;
            if (running == null) {
                return false;
            }
            if (running.needsInput()) {
                if (position == input.length) {
                    return false;
                }
                running.setInput(input, position, input.length - position);
                position = input.length;
            }
            return data(running);
        }

        private boolean data(Inflater running) {
            var piece = new byte[PIECE];
            int length;
            try {
                length = running.inflate(piece);
            } catch (DataFormatException e) {
                throw new IllegalArgumentException(e.getMessage());
            }
            if (length > 0) {
                checksum.update(piece, 0, length);
                next = Buffer.buffer(length).appendBytes(piece, 0, length);
            }
            if (running.finished()) {
                position -= running.getRemaining();
                expects = gzip ? Expects.TRAILER : Expects.NOTHING;
                return gzip;
            }
            if (running.needsDictionary()) {
                throw new IllegalArgumentException("it needs a dictionary");
            }
            return length > 0 || !running.needsInput() || position < input.length;
        }

        private boolean trailer() {
            while (position < input.length && held.size() < TRAILER) {
                held.write(input[position++]);
            }
            if (held.size() < TRAILER) {
                return false;
            }
            byte[] trailer = held.toByteArray();
            held.reset();
            long sum = Integer.toUnsignedLong(Buffer.buffer(trailer).getIntLE(0));
            if (sum != checksum.getValue()) {
                throw new IllegalArgumentException("its checksum is wrong");
            }
            close();
            members = true;
            expects = Expects.HEADER;
            return true;
        }
    }

    /** The header of a gzip member. */
    private static final class GzipHeader {

        private static final int FIXED = 10;
        private static final int CHECKSUM = 2;
        private static final int EXTRA = 4;
        private static final int NAME = 8;
        private static final int COMMENT = 16;

        private GzipHeader() {
        }

        static boolean complete(byte[] bytes) {
            if (bytes.length == 2 && (bytes[0] != 0x1f || bytes[1] != (byte) 0x8b)
                    || bytes.length == 3 && bytes[2] != 8) {
                throw new IllegalArgumentException("it does not begin as gzip");
            }
            if (bytes.length < FIXED) {
                return false;
            }
            int flags = bytes[3];
            int end = FIXED;
            if ((flags & EXTRA) != 0) {
                if (bytes.length < end + 2) {
                    return false;
                }
                end += 2 + (bytes[end] & 0xff | (bytes[end + 1] & 0xff) << 8);
            }
            for (int text : new int[]{NAME, COMMENT}) {
                if ((flags & text) != 0) {
                    while (end < bytes.length && bytes[end] != 0) {
                        end++;
                    }
                    end++;
                }
            }
            return bytes.length >= end + ((flags & CHECKSUM) != 0 ? 2 : 0);
        }
    }
}
