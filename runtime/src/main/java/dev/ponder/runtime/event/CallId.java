package dev.ponder.runtime.event;

/**
 * Identifies an upstream call.
 *
 * @param requestId the request that it belongs to
 * @param number its number within the request, from 1
 * @param origin the client's HTTP request, whose headers may be forwarded
 */
public record CallId(String requestId, int number, RequestOrigin origin) {

    /** A call outside of a request. */
    public static final CallId NONE = new CallId("", 0);

    /** A call of a request of unknown origin. */
    public CallId(String requestId, int number) {
        this(requestId, number, RequestOrigin.UNKNOWN);
    }
}
