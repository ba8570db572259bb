package dev.ponder.runtime.engine;

import java.util.List;
import java.util.SplittableRandom;

import dev.ponder.api.Cost;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpressionParser;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.upstream.UpstreamFixture;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.ScriptedUpstream;

/** The real engine around a scripted model. */
public final class EngineFixture {

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final StrategyRegistry strategies;
    private final InferenceEngine engine;

    /** An engine of these strategies; all models are the scripted one, and time is its time. */
    public EngineFixture(ScriptedUpstream upstream, List<InferenceStrategy> strategies, PonderConfig config) {
        var time = upstream.time();
        var events = new InferenceEvents(List.of(metrics));
        this.strategies = new StrategyRegistry(strategies, config.limits());
        this.engine = new InferenceEngine(UpstreamFixture.only(upstream, time, metrics), new ModelKnowledge(),
                new EmulationPolicy(config), config, new SplittableRandom(42), time, time,
                new RunRegistry(events, time, new SplittableRandom(7)));
    }

    /** Begins a request, or fails with what is wrong with it. */
    public InferenceRun run(InferenceRequest request) {
        return engine.run(request);
    }

    /** The expression in a text, such as {@code a&b}. */
    public StrategyExpression parse(String expression) {
        return new StrategyExpressionParser(strategies).parse(expression, "test");
    }

    /** What is known about a strategy. */
    public StrategyDescriptor strategy(String id) {
        return strategies.find(id).orElseThrow();
    }

    /** What a strategy declares that a request with these parameters costs. */
    public Cost cost(String id, ParameterValues parameters) {
        return strategy(id).strategy().cost(new RequestSettings(strategy(id), parameters));
    }

    /** What the engine told about its requests. */
    public RecordingMetrics metrics() {
        return metrics;
    }
}
