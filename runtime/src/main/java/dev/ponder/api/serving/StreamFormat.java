package dev.ponder.api.serving;

/** The format of the items of a streaming response. */
public enum StreamFormat {

    /**
     * Items without separators: strings in UTF-8, bytes as they are, other values as JSON followed by a line feed. A
     * failure resets the connection.
     */
    RAW,

    /**
     * Server-sent events whose data is JSON. A failure is an event named {@code error}; keep-alives are comments.
     */
    SSE,

    /** One line of JSON for each item. A failure is a line with the member {@code error}. */
    NDJSON
}
