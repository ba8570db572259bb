package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * The simulated model with an accuracy of 0.6 and no delays, the default strategy {@code re2}, traces, and another route
 * prefix.
 */
public class SimulatedModelProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.sim.enabled", "true",
                "ponder.sim.accuracy", "0.6",
                "ponder.sim.first-token", "0S",
                "ponder.sim.token-delay", "0S",
                "ponder.default-strategy", "re2",
                "ponder.trace.enabled", "true",
                "ponder.openai-route-prefix", "models/served/");
    }
}
