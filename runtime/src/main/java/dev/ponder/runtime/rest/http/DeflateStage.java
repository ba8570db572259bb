package dev.ponder.runtime.rest.http;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/** The coding {@code deflate}: zlib data, or raw deflate data, which some clients send instead. */
final class DeflateStage extends InflaterStage {

    private static final int METHOD = 0x0F;
    private static final int DEFLATED = 8;
    private static final int CHECK = 31;

    private final byte[] start = new byte[2];
    private int started;
    private @Nullable Inflater inflater;

    DeflateStage(ContentDecoder.Output output, long limit) {
        super(output, limit);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws DataFormatException {
        int from = offset;
        int end = offset + length;
        while (started < start.length && from < end) {
            start[started++] = bytes[from++];
        }
        if (started < start.length) {
            return;
        }
        if (inflater == null) {
            inflater = new Inflater(!zlib());
            inflateAll(inflater, start, 0, start.length);
        }
        if (from < end) {
            inflateAll(inflater, bytes, from, end - from);
        }
    }

    private void inflateAll(Inflater open, byte[] bytes, int offset, int length) throws DataFormatException {
        if (open.finished() || inflate(open, bytes, offset, length) > 0) {
            throw new DataFormatException("bytes follow its end");
        }
    }

    private boolean zlib() {
        int first = start[0] & 0xFF;
        return (first & METHOD) == DEFLATED && ((first << Byte.SIZE) + (start[1] & 0xFF)) % CHECK == 0;
    }

    @Override
    boolean complete() {
        return inflater == null ? started == 0 : inflater.finished();
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
