package dev.ponder.runtime.rest.kserve.tensor;

import java.util.OptionalInt;

import io.vertx.core.buffer.Buffer;

/**
 * A response on the wire.
 *
 * @param headerLength what the header {@code Inference-Header-Content-Length} says; empty when all of the body is JSON
 */
public record EncodedResponse(Buffer body, OptionalInt headerLength) {}
