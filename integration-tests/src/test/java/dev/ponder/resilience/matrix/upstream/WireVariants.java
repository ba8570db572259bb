package dev.ponder.resilience.matrix.upstream;

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

    /** Sends neither a length nor chunks; closing the connection ends the body. */
    public static UpstreamScript untilClose(String text) {
        return call -> {
            AnswerObjects answer = AnswerObjects.of(call, text);
            call.raw("HTTP/1.1 200 x\r\nContent-Type: " + answer.contentType() + "\r\nConnection: close\r\n\r\n")
                    .raw(answer.body()).close();
        };
    }
}
