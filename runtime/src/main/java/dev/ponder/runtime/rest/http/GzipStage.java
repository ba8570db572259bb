package dev.ponder.runtime.rest.http;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The coding {@code gzip}: one or more members, each with a header, deflate data and a checksum.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipStage extends InflaterStage {

    private static final int[] MAGIC = {0x1F, 0x8B, 8};
    private static final int FLAGS_AT = 3;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int RESERVED = 0xE0;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private enum Part {
        FIXED, EXTRA_LENGTH, EXTRA, NAME, COMMENT, CHECKSUM, DATA, TRAILER
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED;
    /** The number of bytes of the part that were read. */
    private int read;
    private int flags;
    private int extra;
    /** The trailer: checksum and size. */
    private long trailer;
    private long size;
    private int members;

    GzipStage(ContentDecoder.Output output, long limit) {
        super(output, limit);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws DataFormatException {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (part == Part.DATA) {
                from = end - inflate(inflater, bytes, from, end - from);
                if (inflater.finished()) {
                    next(Part.TRAILER);
                }
            } else {
                next(bytes[from++] & 0xFF);
            }
        }
    }

    @Override
    void inflated(byte[] bytes, int count) throws DataFormatException {
        checksum.update(bytes, 0, count);
        size += count;
        super.inflated(bytes, count);
    }

    /** Reads a byte of the header or the trailer. */
    private void next(int value) throws DataFormatException {
        int at = read++;
        switch (part) {
            case FIXED -> fixed(at, value);
            case EXTRA_LENGTH -> {
                extra |= value << at * Byte.SIZE;
                if (at == 1) {
                    next(extra == 0 ? optional(FNAME) : Part.EXTRA);
                }
            }
            case EXTRA -> {
                if (read == extra) {
                    next(optional(FNAME));
                }
            }
            case NAME -> {
                if (value == 0) {
                    next(optional(FCOMMENT));
                }
            }
            case COMMENT -> {
                if (value == 0) {
                    next(optional(FHCRC));
                }
            }
            case CHECKSUM -> {
                if (at == 1) {
                    next(Part.DATA);
                }
            }
            case DATA -> throw new IllegalStateException("data is inflated");
            case TRAILER -> trailer(at, value);
        }
    }

    private void fixed(int at, int value) throws DataFormatException {
        if (at < MAGIC.length && value != MAGIC[at]) {
            throw new DataFormatException(members == 0 ? "it has no gzip header" : "bytes follow its end");
        }
        if (at == FLAGS_AT) {
            flags = value;
            if ((flags & RESERVED) != 0) {
                throw new DataFormatException("its header has unknown flags");
            }
        }
        if (read == FIXED_HEADER) {
            next(optional(FEXTRA));
        }
    }

    /** The part of this flag, or the next one that the header has. */
    private Part optional(int flag) {
        if (flag == FEXTRA) {
            return (flags & FEXTRA) != 0 ? Part.EXTRA_LENGTH : optional(FNAME);
        }
        if (flag == FNAME) {
            return (flags & FNAME) != 0 ? Part.NAME : optional(FCOMMENT);
        }
        if (flag == FCOMMENT) {
            return (flags & FCOMMENT) != 0 ? Part.COMMENT : optional(FHCRC);
        }
        return (flags & FHCRC) != 0 ? Part.CHECKSUM : Part.DATA;
    }

    private void trailer(int at, int value) throws DataFormatException {
        trailer |= (long) value << at * Byte.SIZE;
        if (read < TRAILER) {
            return;
        }
        if (trailer != (size << Integer.SIZE | checksum.getValue())) {
            throw new DataFormatException("its checksum is wrong");
        }
        inflater.reset();
        checksum.reset();
        extra = 0;
        trailer = 0;
        size = 0;
        members++;
        next(Part.FIXED);
    }

    private void next(Part following) {
        part = following;
        read = 0;
    }

    @Override
    boolean complete() {
        return part == Part.FIXED && read == 0;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
