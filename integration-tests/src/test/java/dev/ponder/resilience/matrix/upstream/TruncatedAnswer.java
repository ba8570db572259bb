package dev.ponder.resilience.matrix.upstream;

import java.io.IOException;

/** An answer that begins well and is not finished. */
public final class TruncatedAnswer {

    private final String text;

    private TruncatedAnswer(String text) {
        this.text = text;
    }

    /** The first half of this text. */
    public static TruncatedAnswer of(String text) {
        return new TruncatedAnswer(text);
    }

    public Script thenSilence() {
        return (call, wire) -> begin(call, wire).stall();
    }

    /** A stream says comments without end, a whole reply blanks. */
    public Script thenComments() {
        return (call, wire) -> begin(call, wire).flood(call.streaming() ? ": still here\n\n" : " ".repeat(16));
    }

    /** As soon as the test lets go, so that the half has arrived before. */
    public Script thenReset() {
        return (call, wire) -> {
            Wire begun = begin(call, wire);
            call.awaitRelease();
            begun.reset();
        };
    }

    /** A stream ends in good order but for the finish reason; a whole reply is cut. */
    public Script thenTheEnd() {
        return (call, wire) -> {
            Wire begun = begin(call, wire);
            if (call.streaming()) {
                begun.end();
            }
        };
    }

    private Wire begin(Call call, Wire wire) throws IOException {
        UpstreamAnswer saying = UpstreamAnswer.of(call, text);
        String body = saying.streamed()
                ? new UpstreamAnswer(true, saying.objects().subList(0, saying.objects().size() / 2)).body().replace(
                        "data: [DONE]\n\n", "")
                : saying.body().substring(0, saying.body().indexOf(text) + text.length() / 2);
        return wire.head(200, saying.contentType()).chunk(body);
    }
}
