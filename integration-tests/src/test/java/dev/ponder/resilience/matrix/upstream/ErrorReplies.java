package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;


/** Replies that are no answers and say so. */
public final class ErrorReplies {

    /** What the upstream says of itself; it must reach the client. */
    public static final String WORDS = "Computer says no";

    private ErrorReplies() {
    }

    /** An error's status with OpenAI's error object. */
    public static Script status(int status, String type, String... headerLines) {
        return (call, wire) -> wire.head(status, UpstreamAnswer.JSON, headerLines).chunk(body(type)).end();
    }

    /** An error object under the status of success. */
    public static Script disguised() {
        return (call, wire) -> wire.head(200, UpstreamAnswer.JSON).chunk(body("server_error")).end();
    }

    /** A stream whose first event is an error, asked for or not. */
    public static Script firstEvent() {
        return (call, wire) -> wire.head(200, UpstreamAnswer.EVENTS).chunk("data: " + body("server_error") + "\n\n").end();
    }

    /** Takes no call that asks for several choices. */
    public static Script ofSeveralChoices(Script others) {
        Script refusal = status(400, "invalid_request_error");
        return (call, wire) -> (call.choices() > 1 ? refusal : others).play(call, wire);
    }

    private static String body(String type) {
        return ChatJson.error(WORDS, type).toString();
    }
}
