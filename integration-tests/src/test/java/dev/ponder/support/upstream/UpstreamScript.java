package dev.ponder.support.upstream;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a fake model does with a call. Runs on an event loop. */
@FunctionalInterface
public interface UpstreamScript {

    /** Leaves the call to the test. */
    UpstreamScript HOLD = call -> {
    };

    void answer(FakeCall call);

    /** Says a text, as a stream word by word where a stream is asked for; gives as many choices as are asked for. */
    static UpstreamScript says(String text) {
        return says(call -> text);
    }

    /** The same with a text for each choice: strategies ask in stages, and pass over what is said twice. */
    static UpstreamScript says(Function<FakeCall, String> text) {
        return call -> {
            if (call.streaming()) {
                call.begin().say(words(text.apply(call))).finish("stop");
            } else {
                call.completion(Stream.generate(() -> text.apply(call)).limit(call.choices()).toList());
            }
        };
    }

    /** Says a text and ends for this reason. */
    static UpstreamScript ends(String text, String finishReason) {
        return call -> {
            if (call.streaming()) {
                call.begin().say(words(text)).finish(finishReason);
            } else {
                call.json(ChatJson.completion(call.model(), Collections.nCopies(call.choices(), text), finishReason));
            }
        };
    }

    /** Refuses. */
    static UpstreamScript refuses(int status, String body, Map<String, String> headers) {
        return call -> call.reply(status, body, headers);
    }

    /** The same, later. */
    default UpstreamScript after(Duration latency) {
        return call -> call.later(latency, () -> answer(call));
    }

    /** The same with one choice, however many are asked for. */
    default UpstreamScript ignoringN() {
        return call -> answer(call.ignoreN());
    }

    /** The same, but no call that asks for several choices is taken. */
    default UpstreamScript refusingN() {
        return call -> {
            if (call.choices() > 1) {
                call.reply(400, ChatJson.error("n: only 1 is supported", "invalid_request_error").toString(), Map.of());
            } else {
                answer(call);
            }
        };
    }

    private static String[] words(String text) {
        return text.split("(?<=\\s)");
    }
}
