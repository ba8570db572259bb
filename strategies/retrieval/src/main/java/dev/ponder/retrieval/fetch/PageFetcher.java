package dev.ponder.retrieval.fetch;

import io.smallrye.mutiny.Uni;

/**
 * Reads pages of the web whose addresses come from clients, models and other pages. An address that the operator does not
 * allow is not connected to; time, size and number of requests are bounded. Thread-safe.
 */
public interface PageFetcher {

    /**
     * Reads a page. Lazy: each subscription reads the page or finds it in the cache. Does not block; emits on any thread, so
     * that a strategy needs {@link dev.ponder.api.Inference#onEventLoop}. Cancelling closes the connection.
     *
     * <p>Fails with a {@link FetchException}, whose message is fit for clients.
     *
     * @param url an absolute {@code http} or {@code https} URL, as found in a text
     */
    Uni<FetchedPage> fetch(String url);
}
