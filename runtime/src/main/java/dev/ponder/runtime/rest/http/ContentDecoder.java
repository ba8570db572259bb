package dev.ponder.runtime.rest.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;

import dev.ponder.api.error.RequestException;
import io.vertx.core.buffer.Buffer;

/**
 * Decodes a body whose {@code Content-Encoding} is gzip, deflate, or a list of these, as it arrives. What each coding
 * decodes to is limited, so that a small body cannot become a large one. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4</a>
 */
final class ContentDecoder implements AutoCloseable {

    /** The codings that are decoded, as a response with 415 lists them. */
    static final String ACCEPTED = "gzip, deflate";

    /** No client applies more codings; each one costs time. */
    private static final int MAX_CODINGS = 3;

    private final List<InflaterStage> stages = new ArrayList<>();
    private final Output first;
    private final Buffer body = Buffer.buffer();
    private final String codings;

    /** Accepts bytes. */
    interface Output {

        void write(byte[] bytes, int offset, int length) throws DataFormatException;
    }

    /** @param limit the maximum size of the decoded body in bytes */
    ContentDecoder(List<String> codings, long limit) {
        this.codings = String.join(", ", codings);
        Output next = (bytes, offset, length) -> body.appendBytes(bytes, offset, length);
        for (String coding : codings) {
            InflaterStage stage = coding.equals("deflate")
                    ? new DeflateStage(next, limit)
                    : new GzipStage(next, limit);
            stages.add(0, stage);
            next = stage;
        }
        this.first = next;
    }

    /**
     * The codings of {@code Content-Encoding} headers, the innermost first; empty for a body without any. Fails with 415
     * for a coding that is not supported.
     */
    static List<String> codings(List<String> headers) {
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

    /** Decodes the next bytes. Fails with 400 for bytes of another format, and with 413 above the limit. */
    void decode(Buffer bytes) {
        try {
            first.write(bytes.getBytes(), 0, bytes.length());
        } catch (DataFormatException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** The whole body, after all bytes. Fails with 400 if bytes are missing. */
    Buffer finish() {
        if (stages.stream().anyMatch(stage -> !stage.complete())) {
            throw invalid("it ends early");
        }
        return body;
    }

    private RequestException invalid(String why) {
        return RequestException.invalid(null, "body: not valid " + codings + " data: " + why
                + " (expected a body as Content-Encoding: " + codings + " describes it)");
    }

    /** Releases native memory. */
    @Override
    public void close() {
        stages.forEach(InflaterStage::close);
    }
}
