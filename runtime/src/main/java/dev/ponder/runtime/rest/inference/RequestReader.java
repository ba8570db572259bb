package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/** Reads and checks the bodies of an endpoint. */
@FunctionalInterface
public interface RequestReader {

    /** The request, with the strategy that a header names; null when none does. */
    ClientRequest read(Buffer body, @Nullable String strategyHeader);
}
