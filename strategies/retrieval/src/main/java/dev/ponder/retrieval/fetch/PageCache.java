package dev.ponder.retrieval.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Keeps pages for some time, up to a total size; the one that was not used for the longest time goes first. Thread-safe. */
final class PageCache {

    /** What a page takes besides its text. */
    private static final int OVERHEAD = 512;
    private static final int BYTES_PER_CHARACTER = 2;

    private final Duration ttl;
    private final long maxSize;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    private record Entry(FetchedPage page, Instant expires) {

        long size() {
            return OVERHEAD + (long) BYTES_PER_CHARACTER * (page.markdown().length() + page.title().length()
                    + page.url().toString().length());
        }
    }

    PageCache(Duration ttl, long maxSize, Clock clock) {
        this.ttl = ttl;
        this.maxSize = maxSize;
        this.clock = clock;
    }

    /** The page, if it is kept and not too old. */
    synchronized Optional<FetchedPage> get(String url) {
        Entry entry = entries.get(url);
        if (entry == null) {
            return Optional.empty();
        }
        if (clock.instant().isBefore(entry.expires())) {
            return Optional.of(entry.page());
        }
        remove(url);
        return Optional.empty();
    }

    /**
     * Keeps a page.
     *
     * @param cacheControl the header of the response; null if there is none
     */
    synchronized void put(String url, FetchedPage page, @Nullable String cacheControl) {
        Duration kept = lifetime(cacheControl);
        var entry = new Entry(page, page.fetched().plus(kept));
        if (kept.isZero() || entry.size() > maxSize) {
            return;
        }
        remove(url);
        entries.put(url, entry);
        size += entry.size();
        Iterator<Entry> oldest = entries.values().iterator();
        while (size > maxSize && oldest.hasNext()) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    private void remove(String url) {
        Entry removed = entries.remove(url);
        if (removed != null) {
            size -= removed.size();
        }
    }

    private Duration lifetime(@Nullable String cacheControl) {
        if (cacheControl == null) {
            return ttl;
        }
        Duration lifetime = ttl;
        for (String directive : cacheControl.toLowerCase(Locale.ROOT).split(",")) {
            String name = directive.strip();
            if (name.equals("no-store") || name.equals("no-cache") || name.startsWith("private")) {
                return Duration.ZERO;
            }
            if (name.startsWith("max-age=")) {
                lifetime = shorter(lifetime, name.substring("max-age=".length()).strip());
            }
        }
        return lifetime;
    }

    private static Duration shorter(Duration lifetime, String seconds) {
        boolean number = !seconds.isEmpty() && seconds.length() < 10
                && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
        Duration allowed = number ? Duration.ofSeconds(Long.parseLong(seconds)) : lifetime;
        return allowed.compareTo(lifetime) < 0 ? allowed : lifetime;
    }
}
