package dev.ponder.retrieval.search.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

import dev.ponder.retrieval.search.SearchConfig;
import dev.ponder.retrieval.search.SearchException;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchProvider;
import dev.ponder.retrieval.search.SearchQuery;
import dev.ponder.retrieval.search.provider.ProviderClient.Request;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** DuckDuckGo's page without scripts. It says in a page with status 200 or 202 that it refuses a client. */
@Singleton
public class DuckDuckGoProvider implements SearchProvider {

    private static final String TARGET = "uddg=";

    private final SearchConfig config;
    private final ProviderClient client;

    /** The provider with this configuration. */
    public DuckDuckGoProvider(SearchConfig config, ProviderClient client) {
        this.config = config;
        this.client = client;
    }

    @Override
    public String name() {
        return "duckduckgo";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Uni<List<SearchHit>> search(SearchQuery query) {
        Request request = Request.get(config.duckduckgo().baseUrl(), "/html/").with("q", query.text());
        if (query.recency() != SearchQuery.Recency.ANY) {
            request = request.with("df", query.recency().word().substring(0, 1));
        }
        if (!query.language().isEmpty()) {
            request = request.withHeader("accept-language", query.language());
        }
        return client.send(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(DuckDuckGoProvider::read);
    }

    private static List<SearchHit> read(String html) {
        Document page = Jsoup.parse(html);
        if (!page.select(".anomaly-modal, form#challenge-form").isEmpty()) {
            throw new SearchException("it asks for a CAPTCHA");
        }
        var hits = new ArrayList<SearchHit>();
        for (Element result : page.select(".result:not(.result--ad)")) {
            Element link = result.selectFirst("a.result__a");
            if (link != null) {
                Element snippet = result.selectFirst(".result__snippet");
                hits.add(new SearchHit(target(link.attr("href")), link.text(), snippet == null ? "" : snippet.text(),
                        ""));
            }
        }
        return hits;
    }

    /** The page itself, behind a link that counts clicks. */
    private static String target(String link) {
        int start = link.indexOf(TARGET);
        if (start < 0) {
            return link.startsWith("//") ? "https:" + link : link;
        }
        int end = link.indexOf('&', start);
        try {
            return URLDecoder.decode(link.substring(start + TARGET.length(), end < 0 ? link.length() : end),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
