package dev.ponder.runtime.upstream;

import java.util.Map;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/**
 * A reply that nobody looked into.
 *
 * @param status the server's status
 * @param headers those of its headers that concern the client
 * @param body its bytes, under back-pressure; cancelling closes the call
 */
public record RelayedReply(int status, Map<String, String> headers, Multi<Buffer> body) {}
