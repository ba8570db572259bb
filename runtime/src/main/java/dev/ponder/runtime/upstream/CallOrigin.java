package dev.ponder.runtime.upstream;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the calls of one stage of a request have in common, with their retries and candidates: the headers of the client,
 * and the failure domains in which they have counted already. Thread-safe.
 */
public final class CallOrigin {

    private final Map<String, String> headers;
    private final Set<Object> counted = ConcurrentHashMap.newKeySet();

    /**
     * A stage of a request.
     *
     * @param headers the client's headers that are forwarded to upstreams, by lower-case names
     */
    public CallOrigin(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    /** A call that belongs to no request. */
    public static CallOrigin none() {
        return new CallOrigin(Map.of());
    }

    /** The client's headers that are forwarded to upstreams, by lower-case names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The origin of the calls of the next stage of the same request. */
    public CallOrigin nextStage() {
        return new CallOrigin(headers);
    }

    /** Whether this is the first time that the stage counts this; false from then on. */
    boolean counts(Object what) {
        return counted.add(what);
    }

    /** What was counted is not part of the value: calls are compared by what they send. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CallOrigin origin && origin.headers.equals(headers);
    }

    @Override
    public int hashCode() {
        return headers.hashCode();
    }
}
