package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.FaultyUpstream;
import dev.ponder.support.upstream.UnresponsivePort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the upstreams of the matrix and points the server at them. Tests get the one with scripts into a field. */
public final class MatrixUpstreamsResource implements QuarkusTestResourceLifecycleManager {

    private FaultyUpstream upstream;
    private UnresponsivePort deaf;

    @Override
    public Map<String, String> start() {
        upstream = new FaultyUpstream();
        deaf = new UnresponsivePort();
        int closed = portOfNobody();
        var settings = new HashMap<String, String>();
        for (UpstreamProfile site : UpstreamProfile.values()) {
            String prefix = "ponder.upstreams." + site.title() + ".";
            int port = switch (site) {
                case CLOSED -> closed;
                case DEAF -> deaf.port();
                default -> upstream.port();
            };
            settings.put(prefix + "base-url", "http://localhost:" + port + "/v1");
            settings.put(prefix + "models", site.model("*"));
            settings.put(prefix + "circuit-breaker.enabled", "false");
            site.settings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(FaultyUpstream.class));
    }

    @Override
    public void stop() {
        try {
            upstream.close();
            deaf.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that was free a moment ago, and that nobody is likely to take: systems hand out others first. */
    private static int portOfNobody() {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
