package dev.ponder.runtime.metrics;

import java.util.Set;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.RequestInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of upstream calls, named by OpenTelemetry's semantic conventions for generative AI, and meters of strategies.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">Semantic conventions</a>
 */
@Singleton
class MicrometerInferenceMetrics implements InferenceListener, Gauges {

    private static final Set<Class<?>> METERED = Set.of(AttemptFinished.class, AnswerStarted.class,
            RequestFinished.class);

    private final MeterRegistry meters;
    private final MeterCache<AttemptTags, Timer> attempts;
    private final MeterCache<TokenTags, Counter> tokens;
    private final MeterCache<String, Timer> firstParts;
    private final MeterCache<RequestTags, Timer> requests;

    MicrometerInferenceMetrics(MeterRegistry meters) {
        this.meters = meters;
        attempts = new MeterCache<>(tags -> meters.timer("gen_ai.client.operation.duration", "upstream",
                tags.upstream(), "outcome", tags.outcome()));
        tokens = new MeterCache<>(tags -> meters.counter("gen_ai.client.token.usage", "upstream", tags.upstream(),
                "gen_ai.token.type", tags.type()));
        firstParts = new MeterCache<>(
                strategy -> meters.timer("ponder.strategy.time.to.first.part", "strategy", strategy));
        requests = new MeterCache<>(tags -> meters.timer("ponder.strategy.duration", "strategy", tags.strategy(),
                "mode", tags.mode(), "outcome", tags.outcome()));
    }

    private record AttemptTags(String upstream, String outcome) {}

    private record TokenTags(String upstream, String type) {}

    private record RequestTags(String strategy, String mode, String outcome) {}

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return METERED.contains(type);
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof AttemptFinished attempt) {
            meter(attempt);
        } else if (event instanceof AnswerStarted started) {
            firstParts.get(started.request().strategy()).record(started.duration());
        } else if (event instanceof RequestFinished finished) {
            RequestInfo request = finished.request();
            requests.get(new RequestTags(request.strategy(), request.mode(), finished.outcome().tag()))
                    .record(finished.duration());
        }
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get()).tags(tags).register(meters);
    }

    private void meter(AttemptFinished attempt) {
        attempts.get(new AttemptTags(attempt.upstream(), attempt.outcome().tag())).record(attempt.duration());
        Usage usage = attempt.usage();
        if (usage != null) {
            tokens.get(new TokenTags(attempt.upstream(), "input")).increment(usage.promptTokens());
            tokens.get(new TokenTags(attempt.upstream(), "output")).increment(usage.completionTokens());
        }
    }
}
