package dev.ponder.strategies.leap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.leap.FewShotPrompt.Demonstration;

/**
 * Principles of earlier requests. A key is a hash of everything that the principles depend on, and of the client, so that no
 * client can read or influence the principles of another one. Bounded: the least recently used entry is dropped. Thread-safe.
 */
final class PrincipleCache {

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry(List<String> principles, Instant learned) {}

    /** The principles under a key that are not older than {@code ttl}. */
    synchronized Optional<List<String>> get(String key, Instant now, Duration ttl) {
        Entry entry = entries.get(key);
        return entry == null || entry.learned().plus(ttl).isBefore(now)
                ? Optional.empty()
                : Optional.of(entry.principles());
    }

    /** Keeps principles, among at most {@code size} entries. */
    synchronized void put(String key, List<String> principles, Instant now, int size) {
        entries.put(key, new Entry(List.copyOf(principles), now));
        while (entries.size() > Math.max(0, size)) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** The key of a prompt: client, model, parameters of the request, settings, task and examples. */
    static String key(String client, ChatRequest request, LeapConfig settings, FewShotPrompt prompt) {
        var hash = new Hash();
        hash.add(client);
        hash.add(request.model());
        hash.add(new TreeMap<>(request.parameters()).toString());
        hash.add(settings.samples() + " " + settings.temperature() + " " + settings.maxExamples() + " "
                + settings.maxPrinciples() + " " + settings.level() + " " + settings.induce() + " "
                + settings.stageMaxTokens());
        hash.add(prompt.task());
        hash.add(prompt.source());
        for (Demonstration demonstration : prompt.demonstrations()) {
            hash.add(demonstration.question());
            hash.add(demonstration.answer());
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /** A hash of texts; their lengths count, so that other texts with the same sequence have another hash. */
    private static final class Hash {

        private final MessageDigest digest;

        Hash() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }
}
