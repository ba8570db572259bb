package dev.ponder.strategies.readurls;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.retrieval.fetch.FetchException;
import dev.ponder.retrieval.fetch.FetchedPage;
import dev.ponder.retrieval.fetch.PageFetcher;
import io.smallrye.mutiny.Uni;

/** Pages of a test. Others are not found. */
final class Pages implements PageFetcher {

    private final Map<String, Uni<FetchedPage>> byUrl = new HashMap<>();
    private final List<String> fetched = new ArrayList<>();

    static Pages of(String... urlsAndTexts) {
        var pages = new Pages();
        for (int i = 0; i < urlsAndTexts.length; i += 2) {
            pages.with(urlsAndTexts[i], "", urlsAndTexts[i + 1]);
        }
        return pages;
    }

    Pages with(String url, String title, String text) {
        return with(url, Uni.createFrom()
                .item(() -> new FetchedPage(URI.create(url), title, text, Instant.EPOCH, text.length())));
    }

    Pages with(String url, Uni<FetchedPage> page) {
        byUrl.put(url, page);
        return this;
    }

    /** The URLs that were fetched, in order. */
    List<String> fetched() {
        return fetched;
    }

    @Override
    public Uni<FetchedPage> fetch(String url) {
        return Uni.createFrom().deferred(() -> {
            fetched.add(url);
            return byUrl.getOrDefault(url, Uni.createFrom().failure(new FetchException("404")));
        });
    }

}
