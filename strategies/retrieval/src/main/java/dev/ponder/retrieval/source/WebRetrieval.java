package dev.ponder.retrieval.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.ponder.api.Inference;
import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.retrieval.search.RankFusion;
import dev.ponder.retrieval.search.SearchEngine;
import dev.ponder.retrieval.search.SearchException;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchOutcome;
import dev.ponder.retrieval.search.SearchQuery;
import dev.ponder.retrieval.search.SearchQuery.Recency;
import io.smallrye.mutiny.Uni;

/**
 * Searches the web and reads pages for one request. Everything is lazy, emits on the request's event loop and is cancelled with
 * its pipeline. Searches and pages that fail are left out.
 *
 * @param inference the request
 * @param engine searches
 * @param fetcher reads pages
 */
public record WebRetrieval(Inference inference, SearchEngine engine, PageFetcher fetcher) {

    /** Of a longer page, only the beginning is read. */
    private static final int MAX_PAGE_CHARACTERS = 300_000;

    /**
     * The merged results of these searches, which run in parallel. If all of them fail, there are no results but reasons.
     *
     * @param texts the words of each search
     * @param limit the most results, at least 1
     * @param language two letters; empty for any
     */
    public Uni<SearchOutcome> search(List<String> texts, int limit, String language, Recency recency) {
        if (texts.isEmpty()) {
            return Uni.createFrom().item(new SearchOutcome(List.of(), List.of()));
        }
        return Uni.join().all(texts.stream()
                .map(text -> search(new SearchQuery(inference.client(), text, limit, language, recency))).toList())
                .andFailFast()
                .map(outcomes -> new SearchOutcome(
                        RankFusion.merge(outcomes.stream().map(SearchOutcome::hits).toList(), limit, 0),
                        outcomes.stream().flatMap(outcome -> outcome.failures().stream()).distinct().toList()));
    }

    private Uni<SearchOutcome> search(SearchQuery query) {
        return inference.onEventLoop(engine.search(query))
                .onFailure().recoverWithItem(failure -> new SearchOutcome(List.of(), List.of(reason(failure))));
    }

    /** The message of an unknown failure may contain an address or a key. */
    private static String reason(Throwable failure) {
        return failure instanceof SearchException ? String.valueOf(failure.getMessage()) : "the search engine failed";
    }

    /** The pages of these results that can be read, read in parallel, in the order of the results. */
    public Uni<List<WebPage>> read(List<SearchHit> hits) {
        if (hits.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.join().all(hits.stream().map(this::read).toList()).andFailFast()
                .map(pages -> pages.stream().flatMap(Optional::stream).toList());
    }

    private Uni<Optional<WebPage>> read(SearchHit hit) {
        return inference.onEventLoop(fetcher.fetch(hit.url()))
                .map(page -> Optional.of(new WebPage(hit, page.title().isBlank() ? hit.title() : page.title(),
                        beginning(page.markdown()))).filter(read -> !read.text().isBlank()))
                .onFailure().recoverWithItem(Optional.empty());
    }

    private static String beginning(String text) {
        return text.length() <= MAX_PAGE_CHARACTERS ? text : text.substring(0, MAX_PAGE_CHARACTERS);
    }

    /**
     * The passages of these pages that match a question best.
     *
     * @param maxTokens the most tokens of all passages together, at least 1
     */
    public Uni<List<Excerpt>> excerpts(List<WebPage> pages, String question, int maxTokens) {
        if (pages.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        long characters = Stream.concat(Stream.of(question), pages.stream().map(WebPage::text))
                .mapToLong(String::length).sum();
        return inference.compute(characters, () -> ExcerptSelection.choose(pages, question, maxTokens));
    }
}
