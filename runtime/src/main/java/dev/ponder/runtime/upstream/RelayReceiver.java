package dev.ponder.runtime.upstream;

import dev.ponder.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/**
 * Receives a relayed response: a head, bytes as they are requested, then an end or a failure. All methods are called on the
 * event loop that sent the call, and none after {@link RelayedCall#cancel()}.
 */
public interface RelayReceiver {

    /** The head. Called once, before any bytes. */
    void head(RelayHead head);

    /** Bytes of the body. One call of {@link RelayedCall#request()} allows one call of this. */
    void bytes(Buffer bytes);

    /** The usage that the response reports, for metrics and limits. May precede the head; a later report replaces it. */
    void used(Usage usage);

    /** The response is complete. Needs no request. */
    void end(Buffer last);

    /** The response failed; no end follows. It has a head if it failed after its first bytes. */
    void failed(Throwable failure);
}
