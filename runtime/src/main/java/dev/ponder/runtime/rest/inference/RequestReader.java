package dev.ponder.runtime.rest.inference;

import io.vertx.core.buffer.Buffer;

/** Parses and checks the request bodies of an endpoint. May run on a worker thread. */
@FunctionalInterface
public interface RequestReader {

    /**
     * Parses a body. Fails with 400.
     *
     * @param hints what the request says outside of its body
     */
    ClientRequest read(Buffer body, RequestHints hints);
}
