package dev.ponder.testing;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import dev.ponder.api.Cost;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.quota.MemoryQuotaStore;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.record.RequestRecorder;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpressionParser;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelListCache;
import dev.ponder.runtime.upstream.UpstreamChain;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import dev.ponder.runtime.upstream.UpstreamRoute;

/** The server's engine with one scripted upstream, which answers for every model and is called without retries. */
public final class ScriptedEngine {

    private static final Timer NEVER = (delay, task) -> () -> {
    };

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final ModelKnowledge knowledge = new ModelKnowledge();
    private final RequestRecorder recorder;
    private final InferenceEvents events;
    private final StrategyRegistry strategies;
    private final QuotaService quota;
    private final InferenceEngine engine;

    /** An engine of these strategies; its clock and timer are those of the upstream's virtual time. */
    public ScriptedEngine(ScriptedUpstream upstream, List<InferenceStrategy> strategies, PonderConfig config) {
        this(upstream, strategies, config, new ThreadOffload(Runnable::run));
    }

    /**
     * An engine whose work on long texts runs elsewhere.
     *
     * @param offload by default it uses the calling thread
     */
    public ScriptedEngine(ScriptedUpstream upstream, List<InferenceStrategy> strategies, PonderConfig config,
            ThreadOffload offload) {
        this(upstream, strategies, config, offload, new TestConfig());
    }

    /**
     * An engine that limits its clients.
     *
     * @param limits settings of strategies, of prices and of {@code ponder.quota}
     */
    public ScriptedEngine(ScriptedUpstream upstream, List<InferenceStrategy> strategies, PonderConfig config,
            ThreadOffload offload, TestConfig limits) {
        var time = upstream.time();
        this.quota = new QuotaService(new MemoryQuotaStore(time), new PriceTable(limits.ponder()),
                limits.of(QuotaConfig.class), time, new SplittableRandom(3), metrics);
        this.strategies = new StrategyRegistry(strategies, config.limits());
        this.recorder = new RequestRecorder(config, this.strategies, knowledge, new PriceTable(config), metrics,
                limits.config());
        this.events = new InferenceEvents(List.of(metrics, recorder));
        recorder.open();
        this.engine = new InferenceEngine(only(upstream, time), knowledge, new EmulationPolicy(config),
                this.strategies, config,
                new SplittableRandom(42), time, time, new RunRegistry(events, time, new SplittableRandom(7)),
                offload, quota);
    }

    private UpstreamRegistry only(ScriptedUpstream upstream, Clock clock) {
        // Tests count calls, so there are neither retries nor a circuit breaker
        var config = new TestConfig().with("ponder.upstreams.a.base-url", "http://localhost/v1")
                .with("ponder.upstreams.a.retry.max", "0")
                .with("ponder.upstreams.a.circuit-breaker.enabled", "false").ponder();
        var route = new UpstreamRoute(upstream, List.of(), true, Objects.requireNonNull(config.upstreams().get("a")));
        return new UpstreamRegistry(List.of(() -> List.of(route)), new ModelListCache(clock, NEVER),
                new UpstreamChain(TestConfig.defaults(), events, metrics, clock, NEVER, new SplittableRandom(1)));
    }

    /** Starts a request. Fails as the engine does when the request is not acceptable. */
    public InferenceRun run(InferenceRequest request) {
        return engine.run(request);
    }

    /** Parses a strategy expression, such as {@code a&b}. */
    public StrategyExpression parse(String expression) {
        return new StrategyExpressionParser(strategies).parse(expression, "test");
    }

    /** The descriptor of the strategy with this id. */
    public StrategyDescriptor strategy(String id) {
        return strategies.find(id).orElseThrow();
    }

    /** The cost that a strategy declares for a request with these parameters. */
    public Cost cost(String id, ParameterValues parameters) {
        return strategy(id).strategy().cost(new RequestSettings(strategy(id), parameters));
    }

    /** Writes the records of its requests, if {@code ponder.record} has a file. Later requests are not recorded. */
    public void writeRecords() {
        recorder.close();
    }

    StrategyRegistry strategies() {
        return strategies;
    }

    QuotaService quota() {
        return quota;
    }

    /** What the engine reported about its requests. */
    public RecordingMetrics metrics() {
        return metrics;
    }
}
