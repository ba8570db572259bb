package dev.ponder.runtime.event;

import java.util.Map;

/**
 * The distributed traces of the running requests. At most one bean of this type; without one, or while it is off, the client's
 * own trace headers are forwarded as the configuration says. Methods are called on any thread, must not block and never throw.
 */
public interface TraceContext {

    /** Whether requests are traced. Does not change. */
    boolean enabled();

    /**
     * Replaces the client's trace headers by those of the attempt that is about to be sent.
     *
     * @param call a call whose attempt has started
     * @param headers the headers of the attempt, by their names in lower case; mutable
     */
    void inject(CallId call, Map<String, String> headers);

    /** Runs an action with the span of a request as the current one, so that what it records refers to the trace. */
    void run(String requestId, Runnable action);

    /** The id of the trace of a running request, 32 hexadecimal digits; empty if it is not traced. */
    String traceId(String requestId);
}
