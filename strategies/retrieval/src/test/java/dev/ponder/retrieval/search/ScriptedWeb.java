package dev.ponder.retrieval.search;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.ponder.retrieval.fetch.FetchException;
import dev.ponder.retrieval.fetch.FetchedPage;
import dev.ponder.retrieval.fetch.PageFetcher;
import io.smallrye.mutiny.Uni;

/** A search engine and its pages for tests: every query finds all pages, in their order. */
public final class ScriptedWeb implements SearchEngine, PageFetcher {

    private final Map<String, String> pages = new LinkedHashMap<>();
    private final List<String> queries = new ArrayList<>();
    private final List<String> fetched = new ArrayList<>();
    private Optional<String> unavailable = Optional.empty();
    private List<String> failures = List.of();
    private boolean silent;
    private int cancelled;

    /** A web of these pages: addresses and texts in turn. An empty text cannot be read. */
    public static ScriptedWeb of(String... addressesAndTexts) {
        var web = new ScriptedWeb();
        for (int i = 0; i < addressesAndTexts.length; i += 2) {
            web.pages.put(addressesAndTexts[i], addressesAndTexts[i + 1]);
        }
        return web;
    }

    public ScriptedWeb unavailable(String reason) {
        unavailable = Optional.of(reason);
        return this;
    }

    public ScriptedWeb failing(String... reasons) {
        failures = List.of(reasons);
        return this;
    }

    /** Neither searches nor pages are ever answered. */
    public ScriptedWeb silent() {
        silent = true;
        return this;
    }

    public List<String> queries() {
        return queries;
    }

    public List<String> fetched() {
        return fetched;
    }

    public int cancelled() {
        return cancelled;
    }

    @Override
    public Optional<String> unavailable() {
        return unavailable;
    }

    @Override
    public Uni<SearchOutcome> search(SearchQuery query) {
        return this.<SearchOutcome>held().orElseGet(() -> Uni.createFrom().item(() -> {
            queries.add(query.text());
            if (!failures.isEmpty() && pages.isEmpty()) {
                throw new SearchException(String.join("; ", failures));
            }
            return new SearchOutcome(pages.keySet().stream().limit(query.limit())
                    .map(url -> new SearchHit(url, "Page " + url, "About " + url, "")).toList(), failures);
        }));
    }

    @Override
    public Uni<FetchedPage> fetch(String url) {
        return this.<FetchedPage>held().orElseGet(() -> Uni.createFrom().item(() -> {
            fetched.add(url);
            String text = pages.getOrDefault(url, "");
            if (text.isEmpty()) {
                throw new FetchException("404");
            }
            return new FetchedPage(URI.create(url), "Title of " + url, text, Instant.EPOCH, text.length());
        }));
    }

    private <T> Optional<Uni<T>> held() {
        return silent
                ? Optional.of(Uni.createFrom().<T>nothing().onCancellation().invoke(() -> cancelled++))
                : Optional.empty();
    }
}
