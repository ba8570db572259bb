package dev.ponder.clients;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import dev.ponder.support.upstream.FakeUpstream;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Configures the server to use a fake upstream, and the AI services to use the server, whose port is chosen before it starts. */
public final class ServerAndClient implements QuarkusTestResourceLifecycleManager {

    /** The upstream model of each service, and the model name that the service sends. */
    private static final Map<String, String> MODELS = Map.of("relayed", "relayed", "native", "moa-native", "emulated",
            "bon-emulated");

    private FakeUpstream upstream;

    @Override
    public Map<String, String> start() {
        upstream = new FakeUpstream();
        int port = freePort();
        var settings = new HashMap<String, String>(Map.of(
                "quarkus.http.test-port", Integer.toString(port),
                "ponder.upstreams.default.base-url", upstream.baseUrl(),
                "ponder.upstreams.default.retry.delay", "1MS"));
        MODELS.forEach((service, model) -> {
            String prefix = "quarkus.langchain4j.openai." + service + ".";
            settings.put(prefix + "base-url", "http://localhost:" + port + "/v1");
            settings.put(prefix + "api-key", "unused");
            settings.put(prefix + "max-retries", "1");
            settings.put(prefix + "chat-model.model-name", model);
        });
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(FakeUpstream.class));
    }

    @Override
    public void stop() {
        upstream.close();
    }

    /** A port below those that systems give to other sockets, so that nothing takes it until the server starts. */
    private static int freePort() {
        return new Random().ints(20_000, 30_000).filter(ServerAndClient::isFree).findFirst().orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
