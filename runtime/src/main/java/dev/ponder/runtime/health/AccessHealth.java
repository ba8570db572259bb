package dev.ponder.runtime.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.ponder.runtime.security.access.ClientRegistry;
import dev.ponder.runtime.security.access.ExposureCheck;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Reports who can use the server. Always up: a warning is no reason to send no requests. */
@Readiness
@Singleton
class AccessHealth implements AsyncHealthCheck {

    private final ClientRegistry clients;
    private final ExposureCheck exposure;

    AccessHealth(ClientRegistry clients, ExposureCheck exposure) {
        this.clients = clients;
        this.exposure = exposure;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var health = HealthCheckResponse.named("access").withData("access", exposure.state())
                .withData("clients", clients.all().size());
        exposure.warning().ifPresent(warning -> health.withData("warning", warning));
        return Uni.createFrom().item(health.up().build());
    }
}
