package dev.ponder.retrieval.search.provider;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.retrieval.search.SearchConfig;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchProvider;
import dev.ponder.retrieval.search.SearchQuery;
import dev.ponder.retrieval.search.provider.ProviderClient.Request;
import io.smallrye.mutiny.Uni;

/**
 * Tavily. It has no parameter for the language.
 *
 * @see <a href="https://docs.tavily.com/documentation/api-reference/endpoint/search">Search API</a>
 */
@Singleton
public class TavilyProvider implements SearchProvider {

    private static final JsonHits HITS = new JsonHits("/results", "url", "content", "published_date");
    private static final int MAX_RESULTS = 20;

    private final SearchConfig config;
    private final ProviderClient client;

    /** The provider with this configuration. */
    public TavilyProvider(SearchConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public String name() {
        return "tavily";
    }

    @Override
    public Optional<String> missing() {
        return config.tavily().apiKey().isPresent()
                ? Optional.empty()
                : Optional.of("search engine 'tavily' has no key (set ponder.retrieval.search.tavily.api-key)");
    }

    @Override
    public Uni<List<SearchHit>> search(SearchQuery query) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", query.text())
                .put("max_results", Math.min(query.limit(), MAX_RESULTS))
                .put("search_depth", "basic");
        if (query.recency() != SearchQuery.Recency.ANY) {
            body.put("time_range", query.recency().word());
        }
        return client.send(Request.get(config.tavily().baseUrl(), "/search")
                .withHeader("authorization", "Bearer " + config.tavily().apiKey().orElseThrow())
                .withBody(body.toString())).map(HITS::read);
    }
}
