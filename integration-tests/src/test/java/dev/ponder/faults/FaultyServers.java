package dev.ponder.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

import dev.ponder.faults.upstream.DeafPort;
import dev.ponder.faults.upstream.FaultyUpstream;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the upstreams of the matrix and points the server at them. Tests get the one with scripts into a field. */
public final class FaultyServers implements QuarkusTestResourceLifecycleManager {

    private FaultyUpstream upstream;
    private DeafPort deaf;

    @Override
    public Map<String, String> start() {
        upstream = new FaultyUpstream();
        deaf = new DeafPort();
        int closed = portOfNobody();
        var settings = new HashMap<String, String>();
        for (Site site : Site.values()) {
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
