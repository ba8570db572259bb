package dev.ponder.runtime.upstream;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import io.vertx.core.buffer.Buffer;

/** An item of a relayed response: its head, then its bytes. */
public sealed interface RelayPart {

    /**
     * The head.
     *
     * @param status the status of the upstream
     * @param headers the end-to-end headers
     * @param failure the failure that an error response reports; null for any other response
     */
    record Head(int status, Map<String, String> headers, @Nullable UpstreamException failure) implements RelayPart {

        /** The head of a response that is no error. */
        public Head(int status, Map<String, String> headers) {
            this(status, headers, null);
        }
    }

    /** Bytes of the body. */
    record Bytes(Buffer bytes) implements RelayPart {}

    /** The usage that the response reports, for metrics and limits. May precede the head. */
    record Used(Usage usage) implements RelayPart {}
}
