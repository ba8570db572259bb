package dev.ponder.runtime.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.ponder.runtime.config.reload.FileWatcher;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Shows files whose present content is wrong. The server stays ready, because it uses the values read before. */
@Readiness
@Singleton
class WatchedFilesHealth implements AsyncHealthCheck {

    private final FileWatcher watcher;

    WatchedFilesHealth(FileWatcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        var health = HealthCheckResponse.named("configuration files");
        watcher.files().forEach(file -> health.withData(file.property(),
                file.fault().map(fault -> "rejected, the values read before are used: " + fault)
                        .orElse(file.file() + " is used")));
        return Uni.createFrom().item(health.up().build());
    }
}
