package dev.ponder.retrieval.search;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

/**
 * A search engine that Ponder can ask. A CDI bean of this type is a provider; the operator selects it by its name in
 * {@code ponder.retrieval.search.providers}. Thread-safe.
 */
public interface SearchProvider {

    /** The name in the configuration: lower-case letters, digits and underscores. */
    String name();

    /** What is missing in the configuration, with the property to set; empty if the provider can be asked. */
    Optional<String> missing();

    /**
     * What the provider finds, best first. Lazy: each subscription sends a request. Does not block; emits on any thread.
     * Cancelling closes the connection. Fails with a {@link SearchException}, whose message contains neither keys nor
     * addresses.
     */
    Uni<List<SearchHit>> search(SearchQuery query);
}
