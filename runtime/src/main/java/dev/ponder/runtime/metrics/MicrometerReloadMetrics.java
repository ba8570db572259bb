package dev.ponder.runtime.metrics;

import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;

/** Meters of files that are read again, and of settings that changed by it. */
@Singleton
@DefaultBean
class MicrometerReloadMetrics implements ReloadMetrics {

    private final MeterRegistry meters;

    MicrometerReloadMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void watched(String property, BooleanSupplier used) {
        Gauge.builder("ponder.reload.file.used", () -> used.getAsBoolean() ? 1 : 0).tag("file", property)
                .description("1 if the present content of a watched file is in use, 0 if it was rejected")
                .strongReference(true).register(meters);
    }

    @Override
    public void reloaded(String property, boolean used) {
        meters.counter("ponder.reload.files", "file", property, "outcome", used ? "used" : "rejected").increment();
    }

    @Override
    public void changed(String setting) {
        meters.counter("ponder.reload.settings", "setting", setting).increment();
    }
}
