package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/** Parses and checks the request bodies of an endpoint. May run on a worker thread. */
@FunctionalInterface
public interface RequestReader {

    /**
     * Parses a body. Fails with 400.
     *
     * @param strategyHeader the value of the strategy header; null if the request has none
     */
    ClientRequest read(Buffer body, @Nullable String strategyHeader);
}
