package dev.ponder.strategies.deep_research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.ponder.retrieval.search.CanonicalUrl;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.source.WebPage;
import dev.ponder.retrieval.token.TokenCounter;

/**
 * What a research found so far: numbered sources, each page once, and notes that name their source. One instance per request;
 * used on its event loop only.
 */
final class Evidence {

    private final int maxSources;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();

    /** A page that was read, from number 1. */
    record Source(int number, WebPage page) {}

    /**
     * What a source says.
     *
     * @param source the number of the source
     * @param rank its place among the notes for the same question, from 0
     * @param claim what follows from the quotation; empty if the quotation is all there is
     * @param quote verbatim text of the source
     */
    record Note(int source, int rank, String claim, String quote) {

        private boolean repeats(Note other) {
            return source == other.source && claim.equals(other.claim) && quote.equals(other.quote);
        }

        private String text() {
            return claim.isEmpty() ? "\"" + quote + "\"" : claim + "\n\"" + quote + "\"";
        }
    }

    Evidence(int maxSources) {
        this.maxSources = maxSources;
    }

    /** The number of pages that may still be added. */
    int room() {
        return maxSources - sources.size();
    }

    boolean contains(SearchHit hit) {
        return sources.containsKey(key(hit));
    }

    void add(WebPage page) {
        if (room() > 0) {
            sources.putIfAbsent(key(page.hit()), new Source(sources.size() + 1, page));
        }
    }

    /** The sources that these results led to. */
    List<Source> of(List<SearchHit> hits) {
        return hits.stream().map(Evidence::key).distinct()
                .flatMap(key -> Optional.ofNullable(sources.get(key)).stream()).toList();
    }

    /** Adds those that say something new. */
    void note(List<Note> more) {
        more.stream().filter(note -> notes.stream().noneMatch(note::repeats)).toList().forEach(notes::add);
    }

    boolean isEmpty() {
        return notes.isEmpty();
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    int size() {
        return sources.size();
    }

    Source source(int number) {
        return List.copyOf(sources.values()).get(number - 1);
    }

    /** The numbers of the sources that have notes. */
    Set<Integer> cited() {
        return notes.stream().map(Note::source).collect(Collectors.toSet());
    }

    /** The notes by the numbers of their sources, as many as there is room for; the first ones of each question first. */
    static Map<Integer, String> shown(List<Note> notes, int maxTokens) {
        Map<Integer, String> shown = new LinkedHashMap<>();
        int tokens = 0;
        for (Note note : notes.stream().sorted(Comparator.comparingInt(Note::rank)).toList()) {
            tokens += TokenCounter.estimate(note.text());
            if (tokens <= maxTokens || shown.isEmpty()) {
                shown.merge(note.source(), note.text(), (one, other) -> one + "\n\n" + other);
            }
        }
        return shown;
    }

    private static String key(SearchHit hit) {
        return CanonicalUrl.of(hit.url()).map(CanonicalUrl::key).orElse(hit.url());
    }
}
