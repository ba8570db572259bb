package dev.ponder.resilience.matrix;

import java.util.HashMap;
import java.util.Map;

import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UnresponsivePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the upstreams of the matrix, configures the server to use them, and injects the scripted one into tests. */
public final class MatrixUpstreamsResource implements QuarkusTestResourceLifecycleManager {

    private FakeUpstream upstream;
    private UnresponsivePort unresponsive;

    @Override
    public Map<String, String> start() {
        upstream = new FakeUpstream();
        unresponsive = new UnresponsivePort();
        var settings = new HashMap<String, String>();
        for (UpstreamProfile profile : UpstreamProfile.values()) {
            String prefix = "ponder.upstreams." + profile.title() + ".";
            int port = switch (profile) {
                case CLOSED -> FakeUpstreamResource.CLOSED_PORT;
                case UNRESPONSIVE, CONNECTING -> unresponsive.port();
                default -> upstream.port();
            };
            settings.put(prefix + "base-url", "http://localhost:" + port + "/v1");
            settings.put(prefix + "models", profile.model("*"));
            settings.put(prefix + "circuit-breaker.enabled", "false");
            profile.settings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new MatrixUpstream(upstream), new TestInjector.MatchesType(MatrixUpstream.class));
    }

    @Override
    public void stop() {
        upstream.close();
        unresponsive.close();
    }
}
