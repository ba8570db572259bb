package dev.ponder.profiles;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Two requests at a time and a queue of one, a short timeout for slow readers, and streams that are aborted after an error.
 */
public class SmallQueueProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.admission.max-requests", "2",
                "ponder.admission.max-queued", "1",
                "ponder.streaming.abort-after-error", "true",
                "ponder.streaming.slow-reader-timeout", "700MS",
                "ponder.streaming.keep-alive.form", "chunk",
                "ponder.streaming.keep-alive.interval", "20MS",
                "ponder.streaming.commit-grace", "50MS");
    }
}
