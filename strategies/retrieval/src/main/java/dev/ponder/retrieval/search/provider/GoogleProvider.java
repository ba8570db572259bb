package dev.ponder.retrieval.search.provider;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.ponder.retrieval.search.SearchConfig;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchProvider;
import dev.ponder.retrieval.search.SearchQuery;
import dev.ponder.retrieval.search.provider.ProviderClient.Request;
import io.smallrye.mutiny.Uni;

/**
 * Google's Programmable Search Engine.
 *
 * @see <a href="https://developers.google.com/custom-search/v1/reference/rest/v1/cse/list">Custom Search JSON API</a>
 */
@Singleton
public class GoogleProvider implements SearchProvider {

    private static final JsonHits HITS = new JsonHits("/items", "link", "snippet", "date");
    private static final int MAX_RESULTS = 10;

    private final SearchConfig config;
    private final ProviderClient client;

    /** The provider with this configuration. */
    public GoogleProvider(SearchConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public Optional<String> missing() {
        if (config.google().apiKey().isEmpty()) {
            return Optional.of("search engine 'google' has no key (set ponder.retrieval.search.google.api-key)");
        }
        return config.google().engineId().isPresent()
                ? Optional.empty()
                : Optional
                        .of("search engine 'google' has no identifier (set ponder.retrieval.search.google.engine-id)");
    }

    @Override
    public Uni<List<SearchHit>> search(SearchQuery query) {
        Request request = Request.get(config.google().baseUrl(), "/customsearch/v1")
                .with("key", config.google().apiKey().orElseThrow())
                .with("cx", config.google().engineId().orElseThrow())
                .with("q", query.text())
                .with("num", Integer.toString(Math.min(query.limit(), MAX_RESULTS)));
        if (!query.language().isEmpty()) {
            request = request.with("lr", "lang_" + query.language());
        }
        if (query.recency() != SearchQuery.Recency.ANY) {
            request = request.with("dateRestrict", query.recency().word().charAt(0) + "1");
        }
        return client.send(request).map(HITS::read);
    }
}
