package dev.ponder.support.upstream;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a fake model does with a call. Runs on a thread of its own, so it may block. */
@FunctionalInterface
public interface UpstreamScript {

    /** Sends nothing; the test may respond later. */
    UpstreamScript HOLD = FakeCall::stall;

    void play(FakeCall call);

    /** Answers with a text in each requested choice. Streams it word by word if the request asks for a stream. */
    static UpstreamScript answers(String text) {
        return answers(call -> text);
    }

    /** Answers with a text computed for each choice, for strategies that drop equal texts. */
    static UpstreamScript answers(Function<FakeCall, String> text) {
        return call -> {
            if (call.streaming()) {
                call.begin().say(words(text.apply(call))).finish("stop");
            } else {
                call.completion(Stream.generate(() -> text.apply(call)).limit(call.choices()).toList());
            }
        };
    }

    /** Answers with a text and this finish reason. */
    static UpstreamScript answers(String text, String finishReason) {
        return call -> {
            if (call.streaming()) {
                call.begin().say(words(text)).finish(finishReason);
            } else {
                call.json(ChatJson.completion(call.model(), Collections.nCopies(call.choices(), text), finishReason));
            }
        };
    }

    /** Answers with a different text in each choice of each call. */
    static UpstreamScript drafts() {
        var number = new AtomicInteger();
        return answers(call -> "An ode to the sea, number " + number.incrementAndGet());
    }

    /** Sends a whole response. */
    static UpstreamScript responds(int status, String body, Map<String, String> headers) {
        return call -> call.reply(status, body, headers);
    }

    /** Plays this script after a delay. */
    default UpstreamScript after(Duration latency) {
        return call -> call.later(latency, () -> play(call));
    }

    /** Plays this script with one choice for any {@code n}. */
    default UpstreamScript ignoringN() {
        return call -> play(call.ignoreN());
    }

    /** Rejects calls with {@code n} above 1. */
    default UpstreamScript rejectingN() {
        UpstreamScript rejection = responds(400,
                ChatJson.error("n: only 1 is supported", "invalid_request_error").toString(), Map.of());
        return call -> (call.choices() > 1 ? rejection : this).play(call);
    }

    /** Plays this script for the first call, and the other one for all further calls. */
    default UpstreamScript once(UpstreamScript others) {
        return call -> (call.number() == 1 ? this : others).play(call);
    }

    /** Answers the first calls with {@link #drafts()}, and plays this script for all further calls. */
    default UpstreamScript afterDrafts(int calls) {
        UpstreamScript drafts = drafts();
        return call -> (call.number() > calls ? this : drafts).play(call);
    }

    /** Plays this script as soon as the test calls {@link FakeModel#release()}. */
    default UpstreamScript whenReleased() {
        return call -> {
            call.awaitRelease();
            play(call);
        };
    }

    private static String[] words(String text) {
        return text.split("(?<=\\s)");
    }
}
