package dev.ponder.runtime.rest.http;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.ponder.api.error.RequestException;

/** Decodes one content coding and writes what it decodes to an output. Not thread-safe. */
abstract class InflaterStage implements ContentDecoder.Output, AutoCloseable {

    private static final int BLOCK = 16 * 1024;

    private final ContentDecoder.Output output;
    private final long limit;
    private final byte[] block = new byte[BLOCK];
    private long decoded;

    /** @param limit the maximum number of decoded bytes */
    InflaterStage(ContentDecoder.Output output, long limit) {
        this.output = output;
        this.limit = limit;
    }

    /** Whether the encoded data ends here; it does too when there is none. */
    abstract boolean complete();

    @Override
    public abstract void close();

    /** Inflates bytes until the compressed data ends; returns how many bytes follow it. Fails with 413 above the limit. */
    final int inflate(Inflater inflater, byte[] bytes, int offset, int length) throws DataFormatException {
        inflater.setInput(bytes, offset, length);
        while (!inflater.finished()) {
            int size = inflater.inflate(block);
            if (size > 0) {
                inflated(block, size);
            } else if (inflater.needsDictionary()) {
                throw new DataFormatException("it needs a dictionary");
            } else if (inflater.needsInput()) {
                return 0;
            }
        }
        return inflater.getRemaining();
    }

    /** Called for each block that is inflated. */
    void inflated(byte[] bytes, int size) throws DataFormatException {
        decoded += size;
        if (decoded > limit) {
            throw RequestException.tooLarge("body: more than " + limit
                    + " bytes when decoded (expected fewer; see ponder.limits.max-body-size)");
        }
        output.write(bytes, 0, size);
    }
}
