package dev.ponder.runtime.health;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.ponder.runtime.upstream.UpstreamChain;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Ready if an upstream is configured. There are no probes, because each would be a billable call; the reported state of an
 * upstream is that of its circuit breakers. The server stays ready when all circuit breakers are open, because its error
 * responses tell clients more than a refused connection.
 */
@Readiness
@Singleton
class UpstreamReadiness implements AsyncHealthCheck {

    private static final int MAX_SHOWN = 10;

    private final UpstreamChain upstreams;

    UpstreamReadiness(UpstreamChain upstreams) {
        this.upstreams = upstreams;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        String names = upstreams.members().stream().map(member -> member.server().name())
                .collect(Collectors.joining(", "));
        var health = HealthCheckResponse.named("upstreams").withData("configured", names);
        upstreams.members().forEach(member -> health.withData(member.server().name(),
                "circuit " + member.circuit() + ", " + member.busy() + " calls" + models(member.openModels())));
        return Uni.createFrom().item(health.status(!upstreams.members().isEmpty()).build());
    }

    private static String models(List<String> open) {
        if (open.isEmpty()) {
            return "";
        }
        String names = open.stream().limit(MAX_SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return ", circuit open for " + names
                + (open.size() > MAX_SHOWN ? " and " + (open.size() - MAX_SHOWN) + " more models" : "");
    }
}
