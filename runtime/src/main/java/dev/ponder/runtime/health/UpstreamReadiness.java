package dev.ponder.runtime.health;

import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.ponder.runtime.upstream.UpstreamChain;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Ready when there is an upstream to talk to. It is not asked: a probe every few seconds would be a bill every few
 * seconds. How each one is, its calls tell; a server whose upstreams are all ill stays ready, for its errors say more
 * than a closed door.
 */
@Readiness
@ApplicationScoped
class UpstreamReadiness implements AsyncHealthCheck {

    private final UpstreamChain upstreams;

    UpstreamReadiness(UpstreamChain upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        String names = upstreams.members().stream().map(member -> member.upstream().name())
                .collect(Collectors.joining(", "));
        var health = HealthCheckResponse.named("upstreams").withData("configured", names);
        upstreams.members().forEach(member -> health.withData(member.upstream().name(),
                "circuit " + member.circuit() + ", " + member.busy() + " calls"));
        return Uni.createFrom().item(health.status(!upstreams.members().isEmpty()).build());
    }
}
