package dev.ponder.profiles;

import dev.ponder.resilience.matrix.MatrixUpstreamsResource;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * A status line that waits longer than any upstream of the matrix may take, so that no fault comes before or after it
 * by chance.
 */
public class LongCommitGraceProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ponder.streaming.commit-grace", "10S",
                "ponder.streaming.keep-alive.interval", "1S");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(MatrixUpstreamsResource.class));
    }
}
