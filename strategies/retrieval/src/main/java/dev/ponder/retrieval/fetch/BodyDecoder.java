package dev.ponder.retrieval.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import dev.ponder.retrieval.fetch.PinnedHttpClient.Reply;

/** Decompresses bodies, up to a size and up to a ratio, so that a small body cannot fill the memory. Thread-safe. */
final class BodyDecoder {

    /** The codings that {@link #decode} reads, for the header {@code Accept-Encoding}. */
    static final String ACCEPTED = "gzip, deflate";

    /** A small body may grow more: a page of spaces is no attack. */
    private static final int HARMLESS = 256 * 1024;
    private static final int CHUNK = 8 * 1024;

    private final int maxExpansion;

    BodyDecoder(int maxExpansion) {
        this.maxExpansion = maxExpansion;
    }

    /** The body of a reply without its coding. */
    byte[] decode(Reply reply, long limit) {
        String coding = reply.headers().get("content-encoding");
        return decode(reply.body().getBytes(), coding == null ? "" : coding, limit);
    }

    /**
     * The body without its coding.
     *
     * @param coding the header {@code Content-Encoding}; empty for none
     * @throws FetchException if the coding is unknown, the body is malformed, or too large
     */
    byte[] decode(byte[] body, String coding, long limit) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (name) {
                case "", "identity" -> body;
                case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(body)), body.length, limit);
                case "deflate" -> inflate(body, limit);
                default -> throw new FetchException("the compression of the page is not supported");
            };
        } catch (IOException malformed) {
            throw new FetchException("the page cannot be decompressed");
        }
    }

    /** Some servers send the data without the header of zlib, whose first byte names the method 8. */
    private byte[] inflate(byte[] body, long limit) throws IOException {
        boolean zlib = body.length > 1 && (body[0] & 0x0f) == 8
                && ((body[0] & 0xff) << 8 | body[1] & 0xff) % 31 == 0;
        var inflater = new Inflater(!zlib);
        try {
            return read(new InflaterInputStream(new ByteArrayInputStream(body), inflater), body.length, limit);
        } finally {
            inflater.end();
        }
    }

    private byte[] read(InputStream in, int compressed, long limit) throws IOException {
        var out = new ByteArrayOutputStream(Math.max(CHUNK, compressed * 2));
        byte[] chunk = new byte[CHUNK];
        try (in) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                out.write(chunk, 0, n);
                if (out.size() > limit) {
                    throw tooLarge(limit);
                }
                if (out.size() > HARMLESS && out.size() > (long) compressed * maxExpansion) {
                    throw new FetchException("the page grows more than " + maxExpansion + " times by decompression");
                }
            }
        }
        return out.toByteArray();
    }

    static FetchException tooLarge(long limit) {
        return new FetchException("larger than " + (limit >= 1024 * 1024
                ? limit / (1024 * 1024) + " MB"
                : limit / 1024 + " KB"));
    }
}
