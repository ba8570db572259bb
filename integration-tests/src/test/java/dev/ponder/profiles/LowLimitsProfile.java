package dev.ponder.profiles;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * An operator who allows little, and whose streams begin at once. One profile for all, for each is a start of the
 * server.
 */
public class LowLimitsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(Map.of(
                "ponder.limits.max-body-size", "4K",
                "ponder.limits.max-parallel-calls", "2",
                "ponder.limits.parameters.\"picker.candidates\".max", "4",
                "ponder.streaming.emulation.enabled", "false",
                "ponder.streaming.emulation.chunking", "characters",
                "ponder.strategies.bon.streaming.emulation", "true",
                "ponder.strategies.picker.streaming.emulation", "false",
                "ponder.streaming.commit-grace", "1MS",
                "ponder.streaming.keep-alive.interval", "20MS"));
        settings.putAll(Map.of("CE_SOURCE", "urn:ponder:tests", "CE_TYPE", "dev.ponder.answer", "CE_MERGE", "true"));
        return settings;
    }
}
