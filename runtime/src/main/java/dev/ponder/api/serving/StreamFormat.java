package dev.ponder.api.serving;

/** How the items of a stream become bytes. */
public enum StreamFormat {

    /**
     * One after the other, with nothing between them: texts in UTF-8, bytes as they are, objects a line of JSON each. A
     * failure breaks the connection.
     */
    RAW,

    /**
     * Server-sent events whose data is JSON; a failure is an event named {@code error}, and silence is broken by
     * comments.
     */
    SSE,

    /** A line of JSON each; a failure is a line with the member {@code error}. */
    NDJSON
}
