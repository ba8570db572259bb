package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Frequent keep-alive chunks, and features that are off by default: strategies in messages, progress as reasoning, a quorum.
 */
public class ShortKeepAliveProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.strategy-in-messages", "true",
                "ponder.reasoning-field", "reasoning",
                "ponder.limits.quorum", "2",
                "ponder.streaming.progress", "reasoning",
                "ponder.streaming.commit-grace", "1MS",
                "ponder.streaming.keep-alive.form", "chunk",
                "ponder.streaming.keep-alive.interval", "20MS");
    }
}
