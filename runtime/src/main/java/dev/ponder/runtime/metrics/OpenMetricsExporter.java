package dev.ponder.runtime.metrics;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.micrometer.prometheus.PrometheusMeterRegistry;

/** Writes all metrics in the format OpenMetrics, with the exemplars that every Prometheus accepts. */
@Singleton
public class OpenMetricsExporter {

    /** The content type of the format. */
    public static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** Prometheus 2.42 and older reject all metrics if the count of a histogram has an exemplar. */
    private static final Pattern EXEMPLAR_OF_COUNT = Pattern
            .compile("(?m)^(\\w+_count(?:\\{[^\\n}]*})? \\S+) # \\{.*$");

    private final Instance<PrometheusMeterRegistry> registry;

    OpenMetricsExporter(Instance<PrometheusMeterRegistry> registry) {
        this.registry = registry;
    }

    /** The metrics; empty if the application exports none to Prometheus. Takes milliseconds. */
    public Optional<String> text() {
        return registry.isResolvable()
                ? Optional.of(withoutExemplarsOfCounts(registry.get().scrape(CONTENT_TYPE)))
                : Optional.empty();
    }

    static String withoutExemplarsOfCounts(String metrics) {
        return EXEMPLAR_OF_COUNT.matcher(metrics).replaceAll("$1");
    }
}
