package dev.ponder.runtime.event;

/**
 * Identifies an upstream call.
 *
 * @param requestId the request that it belongs to
 * @param number its number within the request, from 1
 */
public record CallId(String requestId, int number) {

    /** A call outside of a request. */
    public static final CallId NONE = new CallId("", 0);
}
