package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** An operator who turns on what is off unless somebody asks for it. */
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
