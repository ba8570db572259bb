package dev.ponder.runtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;

/**
 * Meters of upstream calls, named by OpenTelemetry's conventions for generative AI, and meters of strategies. No label has a
 * value that a client chooses. While requests are traced, the meters refer to their traces by exemplars.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">Semantic conventions</a>
 */
@Singleton
class MicrometerInferenceMetrics implements InferenceListener, Gauges {

    private static final Set<Class<?>> METERED = Set.of(AttemptFinished.class, AnswerStarted.class,
            RequestFinished.class, RequestRejected.class);
    private static final Duration[] CALLS = Histograms.seconds(.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12,
            10.24,
            20.48, 40.96, 81.92);
    private static final Duration[] REQUESTS = Histograms.seconds(.05, .1, .2, .4, .8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2,
            102.4, 204.8, 409.6);

    private final MeterRegistry meters;
    private final @Nullable TraceContext traces;
    private final MeterCache<AttemptTags, Timer> attempts;
    private final MeterCache<String, UpstreamMeters> upstreams;
    private final MeterCache<RequestTags, Timer> requests;
    private final MeterCache<String, StrategyMeters> strategies;
    private final ClientMeters clients;
    private final MeterCache<ErrorTags, Counter> errors;
    private final MeterCache<String, Counter> cancellations;

    MicrometerInferenceMetrics(MeterRegistry meters, TokenCosts prices, @All List<TraceContext> traces) {
        this.meters = meters;
        this.traces = traces.stream().filter(TraceContext::enabled).findFirst().orElse(null);
        attempts = new MeterCache<>(tags -> Timer.builder("gen_ai.client.inference.duration")
                .tags("upstream", tags.upstream(), "gen_ai.operation.name", tags.operation(), "outcome", tags.outcome())
                .serviceLevelObjectives(CALLS).register(meters));
        upstreams = new MeterCache<>(upstream -> new UpstreamMeters(meters, upstream));
        requests = new MeterCache<>(tags -> Timer.builder("ponder.strategy.duration")
                .tags("strategy", tags.strategy(), "mode", tags.mode(), "outcome", tags.outcome())
                .serviceLevelObjectives(REQUESTS).register(meters));
        strategies = new MeterCache<>(strategy -> new StrategyMeters(meters, strategy));
        clients = new ClientMeters(meters, prices);
        errors = new MeterCache<>(tags -> meters.counter("ponder.errors", "phase", tags.phase(), "outcome",
                tags.outcome()));
        cancellations = new MeterCache<>(phase -> meters.counter("ponder.cancellations", "phase", phase));
    }

    private record AttemptTags(String upstream, String operation, String outcome) {}

    private record RequestTags(String strategy, String mode, String outcome) {}

    private record ErrorTags(String phase, String outcome) {}

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return METERED.contains(type);
    }

    @Override
    public void on(InferenceEvent event) {
        if (traces == null) {
            meter(event);
        } else {
            traces.run(event.requestId(), () -> meter(event));
        }
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        Gauge.builder(name, () -> value.get()).tags(tags).register(meters);
    }

    private void meter(InferenceEvent event) {
        if (event instanceof AttemptFinished attempt) {
            meter(attempt);
        } else if (event instanceof AnswerStarted started) {
            strategies.get(started.request().strategy()).answerStarted(started.duration());
        } else if (event instanceof RequestFinished finished) {
            meter(finished);
        } else if (event instanceof RequestRejected rejected) {
            errors.get(new ErrorTags(phase(rejected.failure()), new Outcome(false, rejected.failure()).tag()))
                    .increment();
        }
    }

    private void meter(AttemptFinished attempt) {
        Outcome outcome = attempt.outcome();
        attempts.get(new AttemptTags(attempt.upstream(), attempt.operation(), outcome.tag()))
                .record(attempt.duration());
        UpstreamMeters upstream = upstreams.get(attempt.upstream());
        if (attempt.usage() != null) {
            upstream.used(attempt.usage());
            clients.used(attempt, attempt.usage());
        }
        if (attempt.firstChunk() != null) {
            upstream.streamed(attempt.firstChunk(), attempt.duration(), attempt.usage(), outcome.equals(Outcome.OK));
        }
    }

    private void meter(RequestFinished finished) {
        RequestInfo request = finished.request();
        Outcome outcome = finished.outcome();
        requests.get(new RequestTags(request.strategy(), request.mode(), outcome.tag())).record(finished.duration());
        strategies.get(request.strategy()).finished(finished);
        clients.finished(finished);
        String phase = finished.course().firstPart() == null ? "answer" : "stream";
        if (outcome.cancelled()) {
            cancellations.get(phase).increment();
        } else if (outcome.failed()) {
            errors.get(new ErrorTags(phase, outcome.tag())).increment();
        }
    }

    /** What a request did not pass. */
    private static String phase(InferenceException failure) {
        if (failure instanceof Overloaded) {
            return "queue";
        }
        return switch (failure.status()) {
            case 401, 403 -> "access";
            case 402, 429 -> "budget";
            default -> "request";
        };
    }
}
