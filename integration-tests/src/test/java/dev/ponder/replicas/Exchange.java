package dev.ponder.replicas;

/**
 * A request and how it ended.
 *
 * @param stream whether the response was a stream
 * @param replica the address of the replica that answered; if the first one failed, those of both
 * @param end how the response ended
 * @param error what the client was told; empty if the response was complete
 */
record Exchange(boolean stream, String replica, End end, String error) {

    enum End {
        /** The response was complete. */
        COMPLETE,
        /** The client received an error after the response began: the connection ended within the body. */
        BROKEN,
        /** The body looked complete, but the stream had no end mark. */
        CUT_OFF,
        /** The client received an error instead of a response. */
        REFUSED
    }

    boolean isLost() {
        return end != End.COMPLETE;
    }
}
