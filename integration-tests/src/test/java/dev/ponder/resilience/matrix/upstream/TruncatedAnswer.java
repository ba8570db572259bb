package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

/** Sends the first half of an answer, and then something other than the rest. */
public final class TruncatedAnswer {

    private final String text;

    private TruncatedAnswer(String text) {
        this.text = text;
    }

    public static TruncatedAnswer of(String text) {
        return new TruncatedAnswer(text);
    }

    public UpstreamScript thenStalls() {
        return call -> {
            sendHalf(call);
            call.stall();
        };
    }

    /** Sends comments in a stream, and spaces in a whole response, until the caller closes the connection. */
    public UpstreamScript thenComments() {
        return call -> {
            sendHalf(call);
            call.flood(call.streaming() ? ": still here\n\n" : " ".repeat(16));
        };
    }

    /** Resets the connection when the test releases the model, so that the half arrives before. */
    public UpstreamScript thenReset() {
        return call -> {
            sendHalf(call);
            call.awaitRelease();
            call.reset();
        };
    }

    /** Ends a stream with the last chunk but without a finish reason; closes the connection of a whole response. */
    public UpstreamScript thenEnds() {
        return call -> {
            sendHalf(call);
            if (call.streaming()) {
                call.end();
            } else {
                call.close();
            }
        };
    }

    private void sendHalf(FakeCall call) {
        AnswerObjects answer = AnswerObjects.of(call, text);
        String body = answer.streamed()
                ? new AnswerObjects(true, answer.objects().subList(0, answer.objects().size() / 2)).body().replace(
                        "data: [DONE]\n\n", "")
                : answer.body().substring(0, answer.body().indexOf(text) + text.length() / 2);
        call.head(200, answer.contentType()).chunk(body);
    }
}
