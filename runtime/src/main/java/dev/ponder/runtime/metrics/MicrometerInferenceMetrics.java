package dev.ponder.runtime.metrics;

import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of upstream calls, named by OpenTelemetry's semantic conventions for generative AI, and meters of strategies.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">Semantic conventions</a>
 */
@ApplicationScoped
class MicrometerInferenceMetrics implements InferenceListener, Gauges {

    private static final Set<Class<?>> METERED = Set.of(AttemptFinished.class, AnswerStarted.class,
            RequestFinished.class);

    private final MeterRegistry meters;

    MicrometerInferenceMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return METERED.contains(type);
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof AttemptFinished attempt) {
            meter(attempt);
        } else if (event instanceof AnswerStarted started) {
            meters.timer("ponder.strategy.time.to.first.part", "strategy", started.request().strategy())
                    .record(started.duration());
        } else if (event instanceof RequestFinished finished) {
            meters.timer("ponder.strategy.duration", "strategy", finished.request().strategy(), "mode",
                    finished.request().mode(), "outcome", finished.outcome().tag()).record(finished.duration());
        }
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get()).tags(tags).register(meters);
    }

    private void meter(AttemptFinished attempt) {
        meters.timer("gen_ai.client.operation.duration", "upstream", attempt.upstream(), "outcome",
                attempt.outcome().tag()).record(attempt.duration());
        if (attempt.usage() != null) {
            tokens(attempt.upstream(), "input", attempt.usage().promptTokens());
            tokens(attempt.upstream(), "output", attempt.usage().completionTokens());
        }
    }

    private void tokens(String upstream, String type, long count) {
        meters.counter("gen_ai.client.token.usage", "upstream", upstream, "gen_ai.token.type", type).increment(count);
    }
}
