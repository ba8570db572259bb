package dev.ponder.sandbox;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Names the sandbox in the health check. The server is ready without one, because only few strategies need it. */
@Readiness
@Singleton
class SandboxReadiness implements HealthCheck {

    private final CodeSandboxes sandboxes;

    SandboxReadiness(CodeSandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sandbox").up().withData("selected", sandboxes.state().orElse("not used yet"))
                .build();
    }
}
