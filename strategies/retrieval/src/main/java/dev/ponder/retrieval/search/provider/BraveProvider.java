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
 * Brave Search.
 *
 * @see <a href="https://api-dashboard.search.brave.com/app/documentation/web-search/get-started">Web Search API</a>
 */
@Singleton
public class BraveProvider implements SearchProvider {

    private static final JsonHits HITS = new JsonHits("/web/results", "url", "description", "page_age");
    private static final int MAX_RESULTS = 20;

    private final SearchConfig config;
    private final ProviderClient client;

    /** The provider with this configuration. */
    public BraveProvider(SearchConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public String name() {
        return "brave";
    }

    @Override
    public Optional<String> missing() {
        return config.brave().apiKey().isPresent()
                ? Optional.empty()
                : Optional.of("search engine 'brave' has no key (set ponder.retrieval.search.brave.api-key)");
    }

    @Override
    public Uni<List<SearchHit>> search(SearchQuery query) {
        Request request = Request.get(config.brave().baseUrl(), "/res/v1/web/search")
                .with("q", query.text())
                .with("count", Integer.toString(Math.min(query.limit(), MAX_RESULTS)))
                .with("text_decorations", "false")
                .withHeader("accept", "application/json")
                .withHeader("x-subscription-token", config.brave().apiKey().orElseThrow());
        if (!query.language().isEmpty()) {
            request = request.with("search_lang", query.language());
        }
        if (query.recency() != SearchQuery.Recency.ANY) {
            request = request.with("freshness", "p" + query.recency().word().charAt(0));
        }
        return client.send(request).map(HITS::read);
    }
}
