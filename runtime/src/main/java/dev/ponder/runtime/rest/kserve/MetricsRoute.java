package dev.ponder.runtime.rest.kserve;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /metrics}, the path that KServe scrapes: reroutes to the metrics of Quarkus. */
@Singleton
class MetricsRoute {

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String VERSION = "; version=1.0.0; charset=utf-8";

    private final String place;

    MetricsRoute(@ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "q") String root) {
        this.place = (root.startsWith("/") ? "" : "/") + root + "/metrics";
    }

    void add(@Observes Router router) {
        router.route("/metrics").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::reroute);
    }

    /** Quarkus prefers OpenMetrics; KServe's scrapers expect the text format unless they ask for OpenMetrics. */
    private void reroute(RoutingContext context) {
        var headers = context.request().headers();
        boolean open = headers.contains("Accept") && headers.get("Accept").contains(OPEN_METRICS);
        headers.set("Accept", open ? OPEN_METRICS + VERSION : "text/plain");
        context.reroute(place);
    }
}
