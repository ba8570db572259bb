package dev.ponder.runtime.rest.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import dev.ponder.api.error.RequestException;
import io.vertx.core.buffer.Buffer;

/**
 * Decodes a body whose {@code Content-Encoding} is gzip, deflate, or a list of these. What each coding decodes to is
 * limited, so that a small body cannot become a large one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4</a>
 */
final class ContentDecoder {

    /** The codings that are decoded, as a response with 415 lists them. */
    static final String ACCEPTED = "gzip, deflate";

    /** No client applies more codings; each one costs time. */
    private static final int MAX_CODINGS = 3;

    private final List<String> codings;
    private final long limit;

    /** @param limit the maximum size of the decoded body in bytes; as an array, at most some 2 GB */
    ContentDecoder(List<String> codings, long limit) {
        this.codings = codings;
        this.limit = limit;
    }

    /**
     * The codings of {@code Content-Encoding} headers, the innermost first; empty for a body without any. Fails with 415
     * for a coding that is not supported.
     */
    static List<String> codings(List<String> headers) {
        if (headers.isEmpty()) {
            return List.of();
        }
        List<String> codings = headers.stream().flatMap(header -> Stream.of(header.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity")).toList();
        codings.stream().filter(coding -> !List.of("gzip", "x-gzip", "deflate").contains(coding)).findFirst()
                .ifPresent(coding -> {
                    throw unsupported("'" + coding + "'");
                });
        if (codings.size() > MAX_CODINGS) {
            throw unsupported(codings.size() + " codings");
        }
        return codings;
    }

    private static RequestException unsupported(String found) {
        return RequestException.unsupportedCoding("Content-Encoding: " + found + " is not supported (expected "
                + ACCEPTED + ", or none)", ACCEPTED);
    }

    /** The decoded body. Fails with 400 if it is truncated or has another format, and with 413 above the limit. */
    Buffer decode(Buffer encoded) {
        byte[] body = encoded.getBytes();
        for (int i = codings.size() - 1; i >= 0 && body.length > 0; i--) {
            body = decode(body, codings.get(i));
        }
        return Buffer.buffer(body);
    }

    private byte[] decode(byte[] encoded, String coding) {
        var inflater = new Inflater(!zlib(encoded));
        var bytes = new ByteArrayInputStream(encoded);
        try (InputStream in = coding.equals("deflate")
                ? new InflaterInputStream(bytes, inflater)
                : new GZIPInputStream(bytes)) {
            byte[] decoded = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE));
            if (decoded.length > limit) {
                throw RequestException.tooLarge("body: more than " + limit
                        + " bytes when decoded (expected fewer; see ponder.limits.max-body-size)");
            }
            return decoded;
        } catch (EOFException e) {
            throw invalid(coding, "it ends early");
        } catch (IOException e) {
            throw invalid(coding, String.valueOf(e.getMessage()));
        } finally {
            inflater.end();
        }
    }

    /** Whether deflate data has zlib's header; some clients send raw deflate data instead. */
    private static boolean zlib(byte[] encoded) {
        return encoded.length > 1 && (encoded[0] & 0x0F) == 8
                && ((encoded[0] & 0xFF) * 256 + (encoded[1] & 0xFF)) % 31 == 0;
    }

    private static RequestException invalid(String coding, String why) {
        return RequestException.invalid(null, "body: not valid " + coding + " data: " + why
                + " (expected a body as the header Content-Encoding describes it)");
    }
}
