package dev.ponder.resilience.matrix.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import dev.ponder.support.upstream.UpstreamScript;

/** Correct answers in valid but unusual bytes. */
public final class WireVariants {

    private WireVariants() {
    }

    /** Sends each byte alone, so that every multi-byte character is split. */
    public static UpstreamScript byteByByte(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.head(200, answer.contentType()).byteByByte(answer.body()).end();
        };
    }

    /** Ends lines with CRLF. */
    public static UpstreamScript withCarriageReturns(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.head(200, answer.contentType()).chunk(answer.body("data: ", "\r\n")).end();
        };
    }

    /** Writes no space after {@code data:}. */
    public static UpstreamScript withoutSpaceAfterData(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.head(200, answer.contentType()).chunk(answer.body("data:", "\n")).end();
        };
    }

    /** Compresses the body, although the request does not ask for it. */
    public static UpstreamScript gzipped(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.head(200, answer.contentType(), "Content-Encoding: gzip").chunk(gzip(answer.body())).end();
        };
    }

    private static byte[] gzip(String body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Answers under another path, to which it redirects. */
    public static UpstreamScript redirected(String text) {
        return call -> {
            if (call.path().endsWith("/elsewhere")) {
                AnswerObjects.of(call, text).write(call);
            } else {
                call.head(307, "text/plain", "Location: " + call.path() + "/elsewhere").end();
            }
        };
    }

    /** Writes an id and a type before the data of each event. */
    public static UpstreamScript withEventIds(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.head(200, answer.contentType()).chunk(answer.body("id: 7\nevent: message\ndata: ", "\n")).end();
        };
    }

    /** Sends neither a length nor chunks; closing the connection ends the body. */
    public static UpstreamScript untilClose(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.raw("HTTP/1.1 200 x\r\nContent-Type: " + answer.contentType() + "\r\nConnection: close\r\n\r\n")
                    .raw(answer.body()).close();
        };
    }
}
