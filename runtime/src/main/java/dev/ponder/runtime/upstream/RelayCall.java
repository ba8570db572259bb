package dev.ponder.runtime.upstream;

import io.vertx.core.buffer.Buffer;

/**
 * A request that is relayed unchanged.
 *
 * @param endpoint the endpoint it is sent to
 * @param model the model that its body names
 * @param body the whole body
 * @param streaming whether the body requests a stream, which decides the timeouts
 * @param includeUsage whether it requests the usage at the end of the stream
 * @param timeouts the timeouts of the request
 */
public record RelayCall(Endpoint endpoint, String model, Buffer body, boolean streaming, boolean includeUsage,
        TimeoutOverrides timeouts) {}
