package dev.ponder.strategies.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.ponder.retrieval.passage.Passage;
import dev.ponder.retrieval.passage.PassageIndex;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * Texts of earlier requests, by client. Bounded: old texts expire, and the oldest text and the client that was inactive for
 * longest are dropped. Nothing is written to disk. Thread-safe.
 */
final class ClientMemory {

    private final Map<String, LinkedHashMap<String, Instant>> clients = new LinkedHashMap<>(16, 0.75f, true);

    /** Stores a text of a client. A text that is stored already becomes the newest. */
    synchronized void remember(String client, String text, MemoryConfig.Store limits, Instant now) {
        if (text.isBlank() || limits.maxItems() < 1 || limits.maxClients() < 1) {
            return;
        }
        Map<String, Instant> texts = clients.computeIfAbsent(client, key -> new LinkedHashMap<>());
        String kept = MiddleTruncation.of(text, Math.max(1, limits.maxChars()));
        texts.remove(kept);
        texts.put(kept, now);
        dropFirst(texts, limits.maxItems());
        dropFirst(clients, limits.maxClients());
    }

    private static void dropFirst(Map<String, ?> entries, int most) {
        for (Iterator<String> oldest = entries.keySet().iterator(); entries.size() > most;) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The texts of a client that fit the question best, best first. */
    List<String> recall(String client, String question, int most, MemoryConfig.Store limits, Instant now) {
        List<String> texts = unexpired(client, limits, now);
        if (texts.isEmpty()) {
            return List.of();
        }
        return PassageIndex.of(IntStream.range(0, texts.size())
                .mapToObj(i -> new Passage(i, 0, texts.get(i).length(), texts.get(i))).toList())
                .search(question, most).stream().map(found -> found.passage().text()).toList();
    }

    private synchronized List<String> unexpired(String client, MemoryConfig.Store limits, Instant now) {
        Map<String, Instant> texts = clients.get(client);
        if (texts == null) {
            return List.of();
        }
        texts.values().removeIf(stored -> !stored.plus(limits.ttl()).isAfter(now));
        return new ArrayList<>(texts.keySet());
    }

    /** Deletes all texts of a client. */
    synchronized void forget(String client) {
        clients.remove(client);
    }
}
