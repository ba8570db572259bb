package dev.ponder.retrieval.search;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the results of providers for a while, those that were used last. Bounded by entries and time. Thread-safe. */
final class ResultCache {

    private final Duration ttl;
    private final Clock clock;
    private final Map<Key, Entry> entries;

    /** A search of one client by one provider. */
    private record Key(String provider, SearchQuery query) {}

    private record Entry(List<SearchHit> hits, Instant until) {}

    ResultCache(Duration ttl, int maxEntries, Clock clock) {
        this.ttl = ttl;
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
                return size() > maxEntries;
            }
        };
    }

    synchronized Optional<List<SearchHit>> find(String provider, SearchQuery query) {
        var key = new Key(provider, query);
        Entry entry = entries.get(key);
        if (entry != null && !clock.instant().isBefore(entry.until())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::hits);
    }

    /** A search without results is not kept, because the next one may find some. */
    synchronized void keep(String provider, SearchQuery query, List<SearchHit> hits) {
        if (!hits.isEmpty() && !ttl.isZero() && !ttl.isNegative()) {
            entries.put(new Key(provider, query), new Entry(List.copyOf(hits), clock.instant().plus(ttl)));
        }
    }
}
