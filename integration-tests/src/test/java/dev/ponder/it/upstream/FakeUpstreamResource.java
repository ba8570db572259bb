package dev.ponder.it.upstream;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Points the server at a fake upstream, and at a second one where nobody listens. Tests get it into a field. */
public final class FakeUpstreamResource implements QuarkusTestResourceLifecycleManager {

    /** A secret that must never show. */
    public static final String API_KEY = "sk-secret-of-the-operator";
    /** A model whose server is not there: nothing listens on the first port. */
    public static final String UNREACHABLE_MODEL = "unreachable";

    private FakeUpstream upstream;

    @Override
    public Map<String, String> start() {
        upstream = new FakeUpstream();
        return Map.of(
                "ponder.upstreams.default.base-url", upstream.baseUrl(),
                "ponder.upstreams.default.api-key", API_KEY,
                "ponder.upstreams.default.retry.delay", "1MS",
                "ponder.upstreams.default.circuit-breaker.enabled", "false",
                "ponder.upstreams.dead.base-url", "http://localhost:1/v1",
                "ponder.upstreams.dead.models", UNREACHABLE_MODEL,
                "ponder.upstreams.dead.retry.delay", "1MS",
                "ponder.upstreams.dead.circuit-breaker.enabled", "false");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(FakeUpstream.class));
    }

    @Override
    public void stop() {
        upstream.close();
    }
}
