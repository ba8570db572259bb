package dev.ponder.retrieval.fetch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.ponder.retrieval.fetch.GuardedClient.Found;
import dev.ponder.retrieval.fetch.robots.RobotsRules;
import io.smallrye.mutiny.Uni;

/**
 * The rules of the {@code robots.txt} of servers. As RFC 9309 asks for, a server without the file allows everything, and one that
 * fails to send it allows nothing. Requests for the same server share one request for the file. Thread-safe.
 */
final class RobotsCache {

    private static final int MAX_SERVERS = 1000;
    private static final int MAX_SIZE = 512 * 1024;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final GuardedClient client;
    private final BodyDecoder decoder;
    private final String agent;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MAX_SERVERS;
        }
    };

    RobotsCache(GuardedClient client, BodyDecoder decoder, String userAgent, Clock clock) {
        this.client = client;
        this.decoder = decoder;
        this.agent = userAgent.split("/", 2)[0].strip();
        this.clock = clock;
    }

    /** The rules of one server. */
    private final class Entry {

        private final Uni<RobotsRules> rules;
        private volatile Instant expires = clock.instant().plus(KEPT_AFTER_FAILURE);

        Entry(PageUrl file) {
            this.rules = client
                    .get(file, "text/plain", url -> Uni.createFrom().voidItem(), (status, headers) -> limit(status))
                    .map(this::read)
                    .memoize().indefinitely();
        }

        private RobotsRules read(Found found) {
            int status = found.reply().status();
            if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
                throw new FetchException("robots.txt cannot be read (" + status + ")");
            }
            expires = clock.instant().plus(KEPT);
            if (status >= BAD_REQUEST) {
                return RobotsRules.ALLOW_ALL;
            }
            byte[] text = decoder.decode(found.reply(), MAX_SIZE);
            return RobotsRules.parse(new String(text, StandardCharsets.UTF_8), agent);
        }
    }

    private static long limit(int status) {
        return status >= OK && status < MULTIPLE_CHOICES ? MAX_SIZE : 0;
    }

    /** Completes if the page may be read, else fails with a {@link FetchException}. */
    Uni<Void> check(PageUrl url) {
        return entry(url).rules.invoke(rules -> {
            if (!rules.allows(url.target())) {
                throw new FetchException("robots.txt does not allow it");
            }
        }).replaceWithVoid();
    }

    private Entry entry(PageUrl url) {
        PageUrl file = url.robots();
        String key = file.uri().toString();
        synchronized (entries) {
            Entry known = entries.get(key);
            if (known == null || known.expires.isBefore(clock.instant())) {
                known = new Entry(file);
                entries.put(key, known);
            }
            return known;
        }
    }
}
