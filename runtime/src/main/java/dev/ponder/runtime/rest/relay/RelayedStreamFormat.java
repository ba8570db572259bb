package dev.ponder.runtime.rest.relay;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import io.vertx.core.buffer.Buffer;

/**
 * Writes the events that the server adds to a relayed stream, in the format of the stream's protocol. One instance per
 * response; not thread-safe.
 */
public interface RelayedStreamFormat {

    /** Inspects bytes of the upstream that are forwarded to the client. */
    void inspect(Buffer forwarded);

    /** A keep-alive. Written only between two events. */
    Buffer keepAlive(KeepAliveForm form);

    /** The last events of a stream that fails. */
    Buffer failure(InferenceException failure);

    /** The last events of a stream whose upstream sends an error response after the stream has begun. */
    Buffer failure(Buffer errorBody);
}
