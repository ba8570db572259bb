package dev.ponder.profiles;

import java.util.List;
import java.util.Map;

import dev.ponder.resilience.matrix.MatrixUpstreamsResource;
import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * A commit grace longer than all timeouts of the fault matrix, so that the status does not depend on the speed of the machine.
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
