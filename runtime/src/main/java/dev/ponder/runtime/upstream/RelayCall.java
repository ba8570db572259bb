package dev.ponder.runtime.upstream;

import dev.ponder.runtime.event.CallId;
import io.vertx.core.buffer.Buffer;

/**
 * A request that is relayed unchanged.
 *
 * @param endpoint the endpoint it is sent to
 * @param model the model that its body names
 * @param body the whole body
 * @param streaming whether the body requests a stream, which decides the timeouts
 * @param streamOptions whether the body has {@code stream_options}
 * @param includeUsage whether it requests the usage at the end of the stream
 * @param timeouts the timeouts of the request
 * @param id identifies the call in events
 */
public record RelayCall(Endpoint endpoint, String model, Buffer body, boolean streaming, boolean streamOptions,
        boolean includeUsage, TimeoutOverrides timeouts, CallId id) implements UpstreamRequest {

    /** A call outside of a request. */
    public RelayCall(Endpoint endpoint, String model, Buffer body, boolean streaming, boolean streamOptions,
            boolean includeUsage, TimeoutOverrides timeouts) {
        this(endpoint, model, body, streaming, streamOptions, includeUsage, timeouts, CallId.NONE);
    }

    /** The same call of another model, which its body names. */
    public RelayCall withModel(String other, Buffer otherBody) {
        return new RelayCall(endpoint, other, otherBody, streaming, streamOptions, includeUsage, timeouts, id);
    }

    /** The same call, identified within its request. */
    public RelayCall withId(CallId other) {
        return new RelayCall(endpoint, model, body, streaming, streamOptions, includeUsage, timeouts, other);
    }

    @Override
    public String operation() {
        return endpoint.operation();
    }

    /** A relayed request makes one call. */
    @Override
    public CallGroup group() {
        return new CallGroup();
    }
}
