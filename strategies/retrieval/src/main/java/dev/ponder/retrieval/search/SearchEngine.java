package dev.ponder.retrieval.search;

import java.util.Optional;

import io.smallrye.mutiny.Uni;

/** Searches the web by the providers that the operator configured. Thread-safe. */
public interface SearchEngine {

    /** Why no search is possible, with the property that the operator has to set; empty if searches are possible. */
    Optional<String> unavailable();

    /**
     * Asks all providers in parallel and merges their results; a provider that fails is left out. Lazy: each subscription
     * searches, or finds the results in the cache. Does not block; emits on any thread, so that a strategy needs {@link
     * dev.ponder.api.Inference#onEventLoop}. Cancelling cancels all requests.
     *
     * <p>Fails with a {@link SearchException} if all providers fail.
     */
    Uni<SearchOutcome> search(SearchQuery query);
}
