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
