package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

/** Error responses of an upstream. */
public final class ErrorReplies {

    /** The upstream's error message, which must reach the client. */
    public static final String MESSAGE = "Computer says no";

    private ErrorReplies() {
    }

    /** Responds with an error status and OpenAI's error object. */
    public static UpstreamScript status(int status, String type, String... headerLines) {
        return call -> call.head(status, "application/json", headerLines).chunk(body(type)).end();
    }

    /** Responds with OpenAI's error object in a list. */
    public static UpstreamScript inAList(int status) {
        return call -> call.head(status, "application/json").chunk("[" + body("invalid_request_error") + "]").end();
    }

    /** Redirects to another host. */
    public static UpstreamScript redirecting(String location) {
        return call -> call.head(307, "text/plain", "Location: " + location).end();
    }

    /** Rejects every call that does not ask for a stream. */
    public static UpstreamScript streamingOnly(String text) {
        UpstreamScript answers = UpstreamScript.answers(text);
        String rejection = ChatJson.error("This model supports streaming only; set stream to true",
                "invalid_request_error").toString();
        return call -> {
            if (call.streaming()) {
                answers.play(call);
            } else {
                call.head(400, "application/json").chunk(rejection).end();
            }
        };
    }

    /** Responds with an error object and status 200. */
    public static UpstreamScript withStatus200() {
        return status(200, "server_error");
    }

    /** Responds with a stream whose first event is an error, whether or not the request asks for a stream. */
    public static UpstreamScript asFirstEvent() {
        return call -> call.head().chunk("data: " + body("server_error") + "\n\n").end();
    }

    private static String body(String type) {
        return ChatJson.error(MESSAGE, type).toString();
    }
}
