package dev.ponder.runtime.upstream;

import dev.ponder.runtime.event.CallId;
import io.vertx.core.buffer.Buffer;

/**
 * A request that is handed on as it is.
 *
 * @param endpoint where it is handed on to
 * @param model the model that its body names
 * @param body the whole body
 * @param streaming whether the body asks for a stream, which decides the limits in time
 * @param includeUsage whether it asks for the usage at the stream's end
 * @param timeouts the request's own timeouts
 * @param id identifies it in events
 */
public record RelayCall(Endpoint endpoint, String model, Buffer body, boolean streaming, boolean includeUsage,
        TimeoutOverrides timeouts, CallId id) {

    /** A call outside of a request. */
    public RelayCall(Endpoint endpoint, String model, Buffer body, boolean streaming, boolean includeUsage,
            TimeoutOverrides timeouts) {
        this(endpoint, model, body, streaming, includeUsage, timeouts, CallId.NONE);
    }

    /** The same call, identified within its request. */
    public RelayCall withId(CallId other) {
        return new RelayCall(endpoint, model, body, streaming, includeUsage, timeouts, other);
    }
}
