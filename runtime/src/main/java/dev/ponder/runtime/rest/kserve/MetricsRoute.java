package dev.ponder.runtime.rest.kserve;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.ponder.runtime.metrics.OpenMetricsExporter;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /metrics}, the path that KServe and Prometheus scrape: OpenMetrics for clients that ask for it, and the text format
 * of Quarkus' metrics for all others.
 */
@Singleton
class MetricsRoute {

    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final OpenMetricsExporter exporter;
    private final String place;

    MetricsRoute(OpenMetricsExporter exporter,
            @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "q") String root) {
        this.exporter = exporter;
        this.place = (root.startsWith("/") ? "" : "/") + root + "/metrics";
    }

    void add(@Observes Router router) {
        router.route("/metrics").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        if (accepted == null || !accepted.contains(OPEN_METRICS)) {
            reroute(context);
            return;
        }
        context.vertx().executeBlocking(exporter::text, false)
                .onSuccess(metrics -> answer(context, metrics)).onFailure(context::fail);
    }

    private void answer(RoutingContext context, Optional<String> metrics) {
        if (metrics.isEmpty()) {
            reroute(context);
        } else {
            context.response().putHeader("Content-Type", OpenMetricsExporter.CONTENT_TYPE).end(metrics.get());
        }
    }

    /** Quarkus prefers OpenMetrics; KServe's scrapers expect the text format. */
    private void reroute(RoutingContext context) {
        context.request().headers().set("Accept", "text/plain");
        context.reroute(place);
    }
}
