package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** An operator who ponders about everything, has a simulated model, and another prefix than most. */
public class SimulatedModelProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.default-strategy", "re2",
                "ponder.openai-route-prefix", "models/served/",
                "ponder.sim.enabled", "true",
                "ponder.sim.first-token", "0S",
                "ponder.sim.token-delay", "0S");
    }
}
