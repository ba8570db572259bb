package dev.ponder.profiles;

import java.util.Map;
import java.util.Set;

import dev.ponder.operations.SpanCollector;
import io.quarkus.test.junit.QuarkusTestProfile;

/** Traces that the test collects, the access log, and a price for each model. */
public class TelemetryProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.traces.exporter", "none",
                "ponder.access-log", "true",
                "ponder.prices.\"*\".input", "100",
                "ponder.prices.\"*\".output", "500");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SpanCollector.class);
    }
}
