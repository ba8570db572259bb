package dev.ponder.runtime.upstream;

import java.util.Map;

import dev.ponder.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/** An item of a relayed response: its head, then its bytes. */
public sealed interface RelayPart {

    /**
     * The head.
     *
     * @param status the status of the upstream
     * @param headers the end-to-end headers
     */
    record Head(int status, Map<String, String> headers) implements RelayPart {}

    /** Bytes of the body. */
    record Bytes(Buffer bytes) implements RelayPart {}

    /** The usage that the response reports, for metrics and limits. May precede the head. */
    record Used(Usage usage) implements RelayPart {}
}
