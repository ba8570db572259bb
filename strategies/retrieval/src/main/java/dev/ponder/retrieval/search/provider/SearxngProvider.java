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
 * The metasearch engine SearXNG.
 *
 * @see <a href="https://docs.searxng.org/dev/search_api.html">Search API</a>
 */
@Singleton
public class SearxngProvider implements SearchProvider {

    private static final JsonHits HITS = new JsonHits("/results", "url", "content", "publishedDate");

    private final SearchConfig config;
    private final ProviderClient client;

    /** The provider with this configuration. */
    public SearxngProvider(SearchConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public String name() {
        return "searxng";
    }

    @Override
    public Optional<String> missing() {
        return config.searxng().baseUrl().isPresent()
                ? Optional.empty()
                : Optional.of("search engine 'searxng' has no address (set ponder.retrieval.search.searxng.base-url)");
    }

    @Override
    public Uni<List<SearchHit>> search(SearchQuery query) {
        Request request = Request.get(config.searxng().baseUrl().orElseThrow(), "/search")
                .with("q", query.text()).with("format", "json");
        if (!query.language().isEmpty()) {
            request = request.with("language", query.language());
        }
        if (query.recency() != SearchQuery.Recency.ANY) {
            request = request.with("time_range", query.recency().word());
        }
        if (config.searxng().engines().isPresent()) {
            request = request.with("engines", String.join(",", config.searxng().engines().get()));
        }
        if (config.searxng().authorization().isPresent()) {
            request = request.withHeader("authorization", config.searxng().authorization().get());
        }
        return client.send(request).map(HITS::read);
    }
}
