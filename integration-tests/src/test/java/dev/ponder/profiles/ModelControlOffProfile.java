package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A server whose clients load no models, which is ready when all models are, and which is quick to show signs of life. */
public class ModelControlOffProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.kserve.model-control", "false",
                "ponder.kserve.ready-needs-all-models", "true",
                "ponder.streaming.keep-alive.interval", "20MS",
                "ponder.streaming.commit-grace", "50MS");
    }
}
