package dev.ponder.support.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Points the server at a fake upstream, and at a second one where nobody listens. Tests get it into a field. */
public final class FakeUpstreamResource implements QuarkusTestResourceLifecycleManager {

    /** A secret that must never show. */
    public static final String API_KEY = "sk-secret-of-the-operator";
    /** A model whose server is not there: nothing listens on the first port. */
    public static final String UNREACHABLE_MODEL = "unreachable";

    /** Two upstreams that answer for the same models. */
    public static final List<String> TWINS = List.of("twin-a", "twin-b");
    /** How the names of their models begin. */
    public static final String TWIN = "twin-";
    /** How the names of models begin whose upstream has a circuit breaker. */
    public static final String ILL = "ill-";
    /** How the names of models begin whose upstream takes one call at a time, while one more may wait. */
    public static final String NARROW = "narrow-";

    /** A model whose server accepts no connection and refuses none. */
    public static final String DEAF_MODEL = "deaf";

    /** Names of models by KServe's protocols, and what each stands for: a strategy and a model of the fake upstream. */
    public static final Map<String, String> SERVED = Map.of(
            "plain", "v1-plain",
            "reread", "re2-v1-reread",
            "drafted", "moa-v1-drafted",
            "team:voted", "self_consistency-v1-voted");

    private final UnresponsivePort deaf = new UnresponsivePort();
    private FakeUpstream upstream;

    @Override
    public Map<String, String> start() {
        upstream = new FakeUpstream();
        var config = new HashMap<>(Map.of(
                "ponder.upstreams.default.base-url", upstream.baseUrl(),
                "ponder.upstreams.default.api-key", API_KEY,
                "ponder.upstreams.default.retry.delay", "1MS",
                "ponder.upstreams.default.circuit-breaker.enabled", "false",
                "ponder.upstreams.dead.base-url", "http://localhost:1/v1",
                "ponder.upstreams.dead.models", UNREACHABLE_MODEL,
                "ponder.upstreams.dead.retry.delay", "1MS",
                "ponder.upstreams.dead.circuit-breaker.enabled", "false"));
        for (String twin : TWINS) {
            config.put("ponder.upstreams." + twin + ".base-url", upstream.baseUrl(twin));
            config.put("ponder.upstreams." + twin + ".models", TWIN + "*");
            config.put("ponder.upstreams." + twin + ".circuit-breaker.enabled", "false");
            config.put("ponder.upstreams." + twin + ".retry.max", "0");
        }
        config.put("ponder.upstreams.ill.base-url", upstream.baseUrl());
        config.put("ponder.upstreams.ill.models", ILL + "*");
        config.put("ponder.upstreams.ill.retry.max", "0");
        config.put("ponder.upstreams.ill.circuit-breaker.calls", "4");
        config.put("ponder.upstreams.ill.circuit-breaker.delay", "3S");
        config.put("ponder.upstreams.deaf.base-url", "http://localhost:" + deaf.port() + "/v1");
        config.put("ponder.upstreams.deaf.models", DEAF_MODEL);
        config.put("ponder.upstreams.deaf.timeouts.connect", "30S");
        config.put("ponder.upstreams.narrow.base-url", upstream.baseUrl());
        config.put("ponder.upstreams.narrow.models", NARROW + "*");
        config.put("ponder.upstreams.narrow.max-connections", "1");
        config.put("ponder.upstreams.narrow.max-queued-calls", "1");
        config.put("ponder.upstreams.narrow.retry.max", "0");
        SERVED.forEach((name, model) -> config.put("ponder.kserve.models.\"" + name + "\".model", model));
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(FakeUpstream.class));
    }

    @Override
    public void stop() {
        deaf.close();
        upstream.close();
    }
}
