package dev.ponder.evaluation;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The server with the simulated model, right in 60 % of its answers, and without any delay. */
public class SimulatedAccuracyProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("ponder.sim.enabled", "true", "ponder.sim.accuracy", "0.6", "ponder.sim.first-token", "0S",
                "ponder.sim.token-delay", "0S");
    }
}
