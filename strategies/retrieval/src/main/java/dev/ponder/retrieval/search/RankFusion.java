package dev.ponder.retrieval.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges ranked lists by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a page scores
 * {@code 1 / (60 + rank)} in each list that contains it. Pure functions.
 */
public final class RankFusion {

    private static final int SMOOTHING = 60;

    private RankFusion() {
    }

    /** A page, with the texts of the list in which it came first. */
    private static final class Entry {

        private final String host;
        private final int order;
        private SearchHit hit;
        private double score;

        private Entry(String host, int order, SearchHit hit) {
            this.host = host;
            this.order = order;
            this.hit = hit;
        }

        private void add(SearchHit other, int rank) {
            score += 1.0 / (SMOOTHING + rank);
            if (other.snippet().length() > hit.snippet().length()) {
                hit = new SearchHit(hit.url(), hit.title(), other.snippet(),
                        hit.date().isEmpty() ? other.date() : hit.date());
            }
        }
    }

    /**
     * The pages of all lists, best first, each once. What has no valid URL is left out.
     *
     * @param limit the most pages, at least 1
     * @param maxPerHost the most pages of one host; 0 for any number
     */
    public static List<SearchHit> merge(List<List<SearchHit>> lists, int limit, int maxPerHost) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (List<SearchHit> list : lists) {
            int rank = 1;
            for (SearchHit hit : list) {
                Optional<CanonicalUrl> url = CanonicalUrl.of(hit.url());
                if (url.isPresent()) {
                    entries.computeIfAbsent(url.get().key(), key -> new Entry(url.get().host(), entries.size(), hit))
                            .add(hit, rank++);
                }
            }
        }
        List<Entry> ranked = entries.values().stream()
                .sorted(Comparator.comparingDouble((Entry entry) -> -entry.score).thenComparing(entry -> entry.order))
                .toList();
        return limited(ranked, limit, maxPerHost);
    }

    private static List<SearchHit> limited(List<Entry> ranked, int limit, int maxPerHost) {
        Map<String, Integer> perHost = new HashMap<>();
        var chosen = new ArrayList<SearchHit>();
        for (Entry entry : ranked) {
            int ofHost = perHost.merge(entry.host, 1, Integer::sum);
            if (chosen.size() < limit && (maxPerHost == 0 || ofHost <= maxPerHost)) {
                chosen.add(entry.hit);
            }
        }
        return chosen;
    }
}
