package dev.ponder.runtime.upstream;

import java.util.Map;

import dev.ponder.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/** A piece of a relayed reply: its head, then its bytes. */
public sealed interface RelayPart {

    /**
     * The head.
     *
     * @param status the server's status
     * @param headers those of its headers that concern the client
     */
    record Head(int status, Map<String, String> headers) implements RelayPart {}

    /** Bytes of the body. */
    record Bytes(Buffer bytes) implements RelayPart {}

    /** What the reply says that the call used; for those who count. May come before the head. */
    record Used(Usage usage) implements RelayPart {}
}
