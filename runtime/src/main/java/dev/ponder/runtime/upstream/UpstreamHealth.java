package dev.ponder.runtime.upstream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Ready when there is an upstream to talk to. It is not asked: a probe every few seconds would be a bill every few
 * seconds.
 */
@Readiness
@ApplicationScoped
class UpstreamHealth implements AsyncHealthCheck {

    private final UpstreamRegistry upstreams;

    UpstreamHealth(UpstreamRegistry upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        String names = String.join(", ", upstreams.all().stream().map(Upstream::name).toList());
        return Uni.createFrom().item(HealthCheckResponse.named("upstreams")
                .withData("configured", names)
                .status(!names.isEmpty())
                .build());
    }
}
