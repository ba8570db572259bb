package dev.ponder.runtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.DefaultBean;

/** Histograms with the names and buckets of KServe's metrics. */
@ApplicationScoped
@DefaultBean
class MicrometerModelMetrics implements ModelMetrics {

    private static final Duration[] BUCKETS = DoubleStream
            .of(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10)
            .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
            .toArray(Duration[]::new);

    private final MeterRegistry meters;

    MicrometerModelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void hookEnded(String model, String hook, Duration duration) {
        histogram("request." + hook, model).record(duration);
    }

    @Override
    public void firstItem(String model, Duration afterRequest) {
        histogram("request.first.item", model).record(afterRequest);
    }

    @Override
    public void forget(String model) {
        List.copyOf(meters.getMeters()).stream().map(Meter::getId)
                .filter(id -> id.getName().startsWith("request.") && model.equals(id.getTag("model_name")))
                .forEach(meters::remove);
    }

    private Timer histogram(String name, String model) {
        return Timer.builder(name).tag("model_name", model).serviceLevelObjectives(BUCKETS).register(meters);
    }
}
