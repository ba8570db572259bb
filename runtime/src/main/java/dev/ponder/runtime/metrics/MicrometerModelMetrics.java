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
    private final MeterCache<ModelTags, Timer> histograms;

    MicrometerModelMetrics(MeterRegistry meters) {
        this.meters = meters;
        histograms = new MeterCache<>(tags -> Timer.builder("request." + tags.event()).tag("model_name", tags.model())
                .serviceLevelObjectives(BUCKETS).register(meters));
    }

    private record ModelTags(String event, String model) {}

    @Override
    public void hookEnded(String model, String hook, Duration duration) {
        histograms.get(new ModelTags(hook, model)).record(duration);
    }

    @Override
    public void firstItem(String model, Duration afterRequest) {
        histograms.get(new ModelTags("first.item", model)).record(afterRequest);
    }

    @Override
    public void forget(String model) {
        List.copyOf(meters.getMeters()).stream().map(Meter::getId)
                .filter(id -> id.getName().startsWith("request.") && model.equals(id.getTag("model_name")))
                .forEach(meters::remove);
        histograms.removeIf(tags -> model.equals(tags.model()));
    }
}
