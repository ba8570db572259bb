package dev.ponder.support.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts the fake upstream, configures the server to use it under several names, and injects it into tests. */
public final class FakeUpstreamResource implements QuarkusTestResourceLifecycleManager {

    /** A secret that no response may contain. */
    public static final String API_KEY = "sk-secret-of-the-operator";
    /** A port that refuses connections: only a privileged server could listen on it. */
    public static final int CLOSED_PORT = 1;
    /** A model whose upstream refuses connections. */
    public static final String UNREACHABLE_MODEL = "unreachable";

    /** Two upstreams that serve the same models. */
    public static final List<String> TWINS = List.of("twin-a", "twin-b");
    /** The prefix of the models of both {@link #TWINS}. */
    public static final String TWIN = "twin-";
    /** The prefix of the models whose upstream has a circuit breaker that stays open. */
    public static final String ILL = "ill-";
    /** The prefix of the models whose upstream has the same circuit breaker, which tries again very soon. */
    public static final String RECOVERING = "recovering-";
    /** The prefix of the models whose upstream has the default circuit breaker. */
    public static final String PATIENT = "patient-";
    /** The prefix of the models whose upstream has one connection and a queue of one call. */
    public static final String NARROW = "narrow-";

    /** Names of served models, and the strategy and model of the fake upstream behind each. */
    public static final Map<String, String> SERVED = Map.of(
            "plain", "v1-plain",
            "reread", "re2-v1-reread",
            "drafted", "moa-v1-drafted",
            "team:voted", "self_consistency-v1-voted");

    private FakeUpstream upstream;

    @Override
    public Map<String, String> start() {
        upstream = new FakeUpstream();
        var config = new HashMap<>(Map.of(
                "ponder.upstreams.default.base-url", upstream.baseUrl(),
                "ponder.upstreams.default.api-key", API_KEY,
                "ponder.upstreams.default.retry.delay", "1MS",
                "ponder.upstreams.default.circuit-breaker.enabled", "false",
                "ponder.upstreams.dead.base-url", "http://localhost:" + CLOSED_PORT + "/v1",
                "ponder.upstreams.dead.models", UNREACHABLE_MODEL,
                "ponder.upstreams.dead.retry.delay", "1MS",
                "ponder.upstreams.dead.circuit-breaker.enabled", "false"));
        for (String twin : TWINS) {
            config.put("ponder.upstreams." + twin + ".base-url", upstream.baseUrl(twin));
            config.put("ponder.upstreams." + twin + ".models", TWIN + "*");
            config.put("ponder.upstreams." + twin + ".circuit-breaker.enabled", "false");
            config.put("ponder.upstreams." + twin + ".retry.max", "0");
        }
        Map.of(ILL, "60S", RECOVERING, "100MS").forEach((prefix, delay) -> {
            String name = "ponder.upstreams." + prefix.substring(0, prefix.length() - 1) + ".";
            config.put(name + "base-url", upstream.baseUrl());
            config.put(name + "models", prefix + "*");
            config.put(name + "retry.max", "0");
            config.put(name + "circuit-breaker.calls", "4");
            config.put(name + "circuit-breaker.delay", delay);
        });
        config.put("ponder.upstreams.patient.base-url", upstream.baseUrl());
        config.put("ponder.upstreams.patient.models", PATIENT + "*");
        config.put("ponder.upstreams.patient.retry.delay", "1MS");
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
        upstream.close();
    }
}
