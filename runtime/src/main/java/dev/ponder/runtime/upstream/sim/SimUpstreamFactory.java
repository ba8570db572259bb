package dev.ponder.runtime.upstream.sim;

import java.util.List;
import java.util.Objects;

import jakarta.inject.Singleton;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.quarkus.runtime.LaunchMode;

/** Creates the simulated model when it is enabled, and in dev and test mode when there is no other upstream. */
@Singleton
class SimUpstreamFactory implements UpstreamFactory {

    private final PonderConfig config;
    private final Timer timer;

    SimUpstreamFactory(PonderConfig config, Timer timer) {
        this.config = config;
        this.timer = timer;
    }

    @Override
    public List<UpstreamRoute> routes() {
        return routes(LaunchMode.current());
    }

    /** Never a fallback, so that mistyped model names are rejected. */
    List<UpstreamRoute> routes(LaunchMode mode) {
        boolean wanted = config.sim().enabled().orElseGet(() -> mode.isDevOrTest() && !otherConfigured());
        if (!wanted) {
            return List.of();
        }
        var upstream = new SimUpstream(SimSettings.of(config.sim()), timer);
        return List.of(new UpstreamRoute(upstream, List.of(SimUpstream.NAME), false,
                Objects.requireNonNull(config.upstreams().get(SimUpstream.NAME))));
    }

    private boolean otherConfigured() {
        return config.openai().baseUrl().isPresent() || config.openai().apiKey().isPresent()
                || config.upstreams().values().stream().anyMatch(upstream -> upstream.baseUrl().isPresent());
    }
}
