package dev.ponder.runtime.metrics;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.chat.Usage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;

/** Meters of calls by OpenTelemetry's names for generative AI, and of strategies by our own. */
@ApplicationScoped
@DefaultBean
class MicrometerInferenceMetrics implements InferenceMetrics {

    private final MeterRegistry meters;

    MicrometerInferenceMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void callEnded(String upstream, String outcome, Duration duration) {
        meters.timer("gen_ai.client.operation.duration", "upstream", upstream, "outcome", outcome).record(duration);
    }

    @Override
    public void tokensUsed(String upstream, Usage usage) {
        tokens(upstream, "input", usage.promptTokens());
        tokens(upstream, "output", usage.completionTokens());
    }

    @Override
    public void answerBegan(String strategy, Duration afterRequest) {
        meters.timer("ponder.strategy.time.to.first.part", "strategy", strategy).record(afterRequest);
    }

    @Override
    public void requestEnded(String strategy, String streaming, String outcome, Duration duration) {
        meters.timer("ponder.strategy.duration", "strategy", strategy, "mode", streaming, "outcome", outcome)
                .record(duration);
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get()).tags(tags).register(meters);
    }

    private void tokens(String upstream, String type, long count) {
        meters.counter("gen_ai.client.token.usage", "upstream", upstream, "gen_ai.token.type", type).increment(count);
    }
}
