package dev.ponder.runtime.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.ponder.runtime.quota.QuotaStore;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * Reports whether limits can be checked. The server stays ready without Redis, because its answers tell clients more than a
 * refused connection.
 */
@Readiness
@Singleton
class QuotaHealth implements AsyncHealthCheck {

    private final QuotaStore store;

    QuotaHealth(QuotaStore store) {
        this.store = store;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() -> HealthCheckResponse.named("limits").withData("store", store.state()).up().build());
    }
}
