package dev.ponder.profiles;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Low limits, no emulated streams, no model control, and streams that begin at once. It also sets the CloudEvent attributes
 * by KServe's environment variables.
 */
public class LowLimitsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(Map.of(
                "ponder.limits.max-body-size", "4K",
                "ponder.limits.max-parallel-calls", "2",
                "ponder.limits.parameters.\"first_of_n.candidates\".max", "4",
                "ponder.streaming.emulation.enabled", "false",
                "ponder.streaming.emulation.chunking", "characters",
                "ponder.strategies.bon.streaming.emulation", "true",
                "ponder.strategies.first_of_n.streaming.emulation", "false",
                "ponder.streaming.commit-grace", "1MS",
                "ponder.streaming.keep-alive.interval", "20MS"));
        settings.putAll(Map.of(
                "ponder.access-log", "true",
                "ponder.kserve.model-control", "false",
                "ponder.kserve.ready-needs-all-models", "true"));
        settings.putAll(Map.of("CE_SOURCE", "urn:ponder:tests", "CE_TYPE", "dev.ponder.answer", "CE_MERGE", "true"));
        return settings;
    }
}
