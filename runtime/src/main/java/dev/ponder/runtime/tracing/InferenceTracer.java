package dev.ponder.runtime.tracing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.AttemptStarted;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.TraceContext;
import dev.ponder.runtime.price.PriceTable;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * Traces requests: one tree of spans for each, with its stages, their calls, candidates and verdicts, and the attempts at
 * upstreams. Does nothing while the OpenTelemetry SDK is disabled.
 */
@Singleton
@Priority(InferenceTracer.LAST)
class InferenceTracer implements InferenceListener, TraceContext {

    /** Other listeners see a request's trace until its end. */
    static final int LAST = -1_000;

    private final boolean enabled;
    private final SpanFactory factory;
    private final ContextPropagators propagators;
    private final PriceTable prices;
    private final MessageContent content;
    private final Map<String, RequestSpans> running = new ConcurrentHashMap<>();

    /** @param telemetry unresolvable if the application was built without traces */
    @Inject
    InferenceTracer(Instance<OpenTelemetry> telemetry, PonderConfig config, PriceTable prices, ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean disabled) {
        this(telemetry.isResolvable() && !disabled ? telemetry.get() : OpenTelemetry.noop(), config, prices, mapper);
    }

    InferenceTracer(OpenTelemetry telemetry, PonderConfig config, PriceTable prices, ObjectMapper mapper) {
        this.enabled = telemetry != OpenTelemetry.noop();
        this.factory = new SpanFactory(telemetry);
        this.propagators = telemetry.getPropagators();
        this.prices = prices;
        this.content = new MessageContent(config.tracing(), mapper);
    }

    @Override
    public boolean enabled() {
        return enabled;
    }

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return enabled && type != ChoiceFinished.class && type != AnswerStarted.class;
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof RequestStarted started) {
            running.put(started.requestId(), new RequestSpans(factory, content, prices, factory.request(started)));
            return;
        }
        if (event instanceof RequestRejected rejected) {
            factory.rejected(rejected);
            return;
        }
        RequestSpans spans = event instanceof RequestFinished
                ? running.remove(event.requestId())
                : running.get(event.requestId());
        if (spans != null) {
            on(event, spans);
        }
    }

    private static void on(InferenceEvent event, RequestSpans spans) {
        if (event instanceof AttemptStarted started) {
            spans.attemptStarted(started);
        } else if (event instanceof AttemptFinished finished) {
            spans.attemptFinished(finished);
        } else if (event instanceof StageStarted started) {
            spans.stageStarted(started);
        } else if (event instanceof StageFinished finished) {
            spans.stageFinished(finished);
        } else if (event instanceof CallStarted started) {
            spans.callStarted(started);
        } else if (event instanceof CallFinished finished) {
            spans.callFinished(finished);
        } else if (event instanceof CandidateSampled sampled) {
            spans.sampled(sampled);
        } else if (event instanceof FindingReported reported) {
            spans.reported(reported);
        } else if (event instanceof RequestFinished finished) {
            spans.finish(finished);
        }
    }

    @Override
    public void inject(CallId call, Map<String, String> headers) {
        RequestSpans spans = running.get(call.requestId());
        if (spans != null) {
            spans.inject(call, propagators, headers);
        }
    }

    @Override
    public void run(String requestId, Runnable action) {
        RequestSpans spans = running.get(requestId);
        if (spans == null) {
            action.run();
        } else {
            try (var current = spans.context().makeCurrent()) {
                action.run();
            }
        }
    }

    @Override
    public String traceId(String requestId) {
        RequestSpans spans = running.get(requestId);
        return spans == null ? "" : spans.traceId();
    }
}
