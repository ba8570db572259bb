package dev.ponder.runtime.metrics;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;

/** Removes meters from the global registry, where Quarkus and SmallRye register theirs, and from the registries below it. */
@ApplicationScoped
class MicrometerMeterCleanup implements MeterCleanup {

    private final MeterRegistry meters;

    MicrometerMeterCleanup() {
        this(Metrics.globalRegistry);
    }

    MicrometerMeterCleanup(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void run(String upstream) {
        List.copyOf(meters.getMeters()).stream().map(Meter::getId)
                .filter(id -> id.getName().startsWith("http.server.") || id.getName().startsWith("http.client.")
                        || id.getTags().stream().anyMatch(tag -> tag.getValue().contains(upstream)))
                .forEach(meters::remove);
    }
}
