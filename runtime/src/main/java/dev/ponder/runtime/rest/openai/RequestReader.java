package dev.ponder.runtime.rest.openai;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/** Reads and checks the bodies of an endpoint. */
@FunctionalInterface
interface RequestReader {

    /** The request, with the strategy that a header names; null when none does. */
    ClientRequest read(Buffer body, @Nullable String strategyHeader);
}
