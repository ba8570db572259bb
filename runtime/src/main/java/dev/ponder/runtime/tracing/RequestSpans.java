package dev.ponder.runtime.tracing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.AttemptStarted;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.tracing.SpanAttributes.UsageKeys;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * The spans of one request: stages below the request, calls below their stage, attempts and candidates below their call. The
 * attempts of a relayed request are below the request. Thread-safe.
 */
final class RequestSpans {

    private final SpanFactory factory;
    private final MessageContent content;
    private final PriceTable prices;
    private final Context request;
    private @Nullable BigDecimal cost;
    private final Map<Integer, StageSpan> stages = new HashMap<>();
    private final Map<Integer, CallSpan> calls = new HashMap<>();

    /** @param request contains the span of the request */
    RequestSpans(SpanFactory factory, MessageContent content, PriceTable prices, Context request) {
        this.prices = prices;
        this.factory = factory;
        this.content = content;
        this.request = request;
    }

    /** A call, or the attempts of a relayed request. */
    private static final class CallSpan {

        private final @Nullable StageSpan stage;
        private final Instant started;
        private final String model;
        private final Context context;
        private @Nullable Span attempt;
        private int attempts;

        CallSpan(@Nullable StageSpan stage, Instant started, String model, Context context) {
            this.model = model;
            this.stage = stage;
            this.started = started;
            this.context = context;
        }
    }

    Context context() {
        return request;
    }

    String traceId() {
        return Span.fromContext(request).getSpanContext().getTraceId();
    }

    synchronized void stageStarted(StageStarted event) {
        stages.put(event.stageId(), new StageSpan(event, factory.stage(request, event), prices.currency()));
    }

    synchronized void stageFinished(StageFinished event) {
        StageSpan stage = stages.get(event.stageId());
        if (stage != null) {
            stage.finish(event.time(), event.outcome());
        }
    }

    synchronized void callStarted(CallStarted event) {
        StageSpan stage = stages.get(event.stageId());
        Context parent = stage == null ? request : stage.context();
        Context context = factory.call(parent, event);
        calls.put(event.call().number(), new CallSpan(stage, event.time(), event.model(), context));
        content.input(Span.fromContext(context), event.conversation());
        if (stage != null) {
            stage.callStarted();
        }
    }

    synchronized void callFinished(CallFinished event) {
        CallSpan call = calls.get(event.call().number());
        if (call == null) {
            return;
        }
        Span span = Span.fromContext(call.context);
        SpanAttributes.usage(span, UsageKeys.GEN_AI, event.usage());
        BigDecimal price = priced(span, call.model, event.usage());
        cost = sum(cost, price);
        SpanAttributes.outcome(span, event.outcome());
        if (!event.answers().isEmpty()) {
            span.setAttribute(SpanAttributes.FINISH_REASONS,
                    event.answers().stream().map(answer -> answer.finishReason().value()).toList());
            content.output(span, event.answers());
        }
        span.end(event.time());
        if (call.stage != null) {
            call.stage.callFinished(event, price);
        }
    }

    synchronized void attemptStarted(AttemptStarted event) {
        CallSpan call = calls.computeIfAbsent(event.call().number(),
                relayed -> new CallSpan(null, event.time(), event.model(), request));
        boolean relayed = call.context == request;
        if (!relayed) {
            Span.fromContext(call.context).setAttribute(SpanAttributes.PROVIDER, event.provider());
        }
        call.attempt = factory.attempt(call.context, event, relayed, call.attempts++);
    }

    synchronized void attemptFinished(AttemptFinished event) {
        CallSpan call = calls.get(event.call().number());
        Span span = call == null ? null : call.attempt;
        if (call == null || span == null) {
            return;
        }
        if (event.usage() != null) {
            boolean relayed = call.context == request;
            SpanAttributes.usage(span, relayed ? UsageKeys.GEN_AI : UsageKeys.PONDER, event.usage());
            BigDecimal price = priced(span, event.model(), event.usage());
            cost = relayed ? sum(cost, price) : cost;
        }
        if (event.firstChunk() != null) {
            span.setAttribute(SpanAttributes.FIRST_CHUNK, event.firstChunk().toNanos() / 1e9);
        }
        SpanAttributes.outcome(span, event.outcome());
        span.end(event.time());
        call.attempt = null;
    }

    /** The span lasts from the start of the call that returned the candidate. */
    synchronized void sampled(CandidateSampled event) {
        StageSpan stage = stages.get(event.stageId());
        Answer answer = event.candidate().answer();
        CallFinished finished = stage == null ? null : stage.callOf(answer);
        CallSpan call = finished == null ? null : calls.get(finished.call().number());
        if (stage == null) {
            return;
        }
        Span span = call == null
                ? factory.internal(stage.context(), "candidate", stage.start().time())
                : factory.internal(call.context, "candidate", call.started);
        span.setAttribute(SpanAttributes.STAGE, stage.start().prompt().stage());
        span.setAttribute(SpanAttributes.CANDIDATE, (long) event.candidate().index());
        span.setAttribute(SpanAttributes.FINISH_REASONS, List.of(answer.finishReason().value()));
        if (finished != null && finished.answers().size() == 1) {
            SpanAttributes.usage(span, UsageKeys.PONDER, finished.usage());
            priced(span, call == null ? stage.start().model() : call.model, finished.usage());
        }
        span.end(event.time());
    }

    synchronized void reported(FindingReported event) {
        Finding finding = event.finding();
        if (finding instanceof Finding.Verdict verdict) {
            Map<Integer, Double> scores = new TreeMap<>(verdict.scores());
            found(event, "judge").setAttribute(SpanAttributes.JUDGED,
                    scores.keySet().stream().map(Integer::longValue).toList())
                    .setAttribute(SpanAttributes.SCORES, List.copyOf(scores.values()))
                    .end(event.time());
        } else if (finding instanceof Finding.Votes votes) {
            found(event, "vote").setAttribute(SpanAttributes.VOTES,
                    votes.classes().stream().map(counted -> (long) counted.votes()).toList())
                    .setAttribute(SpanAttributes.ABSTENTIONS, (long) votes.abstentions())
                    .end(event.time());
        } else if (finding instanceof Finding.Routed routed) {
            Span.fromContext(request).addEvent("routed", Attributes.of(SpanAttributes.STRATEGY, event.strategy(),
                    SpanAttributes.ROUTED, routed.strategy(), SpanAttributes.REASON, routed.reason()), event.time());
        } else if (finding instanceof Finding.Degraded degraded) {
            Span.fromContext(request).addEvent("degraded", Attributes.of(SpanAttributes.STRATEGY, event.strategy(),
                    SpanAttributes.REASON, degraded.reason()), event.time());
        }
    }

    /** What a strategy found out from the latest stage of a name: it lasts from the stage's start to the report. */
    private Span found(FindingReported event, String name) {
        String stage = event.finding().stage();
        StageSpan latest = stages.values().stream().filter(known -> known.start().prompt().stage().equals(stage))
                .reduce((earlier, later) -> later).orElse(null);
        Span span = latest == null
                ? factory.internal(request, name, event.time())
                : factory.internal(latest.context(), name, latest.start().time());
        return span.setAttribute(SpanAttributes.STRATEGY, event.strategy()).setAttribute(SpanAttributes.STAGE, stage);
    }

    synchronized void finish(RequestFinished event) {
        calls.values().forEach(call -> {
            if (call.attempt != null) {
                call.attempt.end(event.time());
            }
            if (call.context != request) {
                Span.fromContext(call.context).end(event.time());
            }
        });
        stages.values().forEach(stage -> stage.close(event.time()));
        Span span = Span.fromContext(request);
        SpanAttributes.usage(span, UsageKeys.GEN_AI, event.course().used());
        SpanAttributes.cost(span, cost, prices.currency());
        SpanAttributes.outcome(span, event.outcome());
        span.setAttribute(SpanAttributes.CALLS, (long) event.calls());
        span.setAttribute(SpanAttributes.DEPTH, (long) event.course().depth());
        if (event.course().savedTokens() > 0) {
            span.setAttribute(SpanAttributes.SAVED_TOKENS, event.course().savedTokens());
        }
        if (event.course().firstPart() != null) {
            span.setAttribute(SpanAttributes.FIRST_PART, event.course().firstPart().toNanos() / 1e9);
        }
        span.end(event.time());
    }

    private @Nullable BigDecimal priced(Span span, String model, Usage usage) {
        BigDecimal price = prices.cost(model, usage).orElse(null);
        SpanAttributes.cost(span, price, prices.currency());
        return price;
    }

    static @Nullable BigDecimal sum(@Nullable BigDecimal total, @Nullable BigDecimal price) {
        return total == null || price == null ? (total == null ? price : total) : total.add(price);
    }

    synchronized void inject(CallId call, ContextPropagators propagators, Map<String, String> headers) {
        CallSpan sent = calls.get(call.number());
        if (sent != null && sent.attempt != null) {
            headers.remove("traceparent");
            headers.remove("tracestate");
            propagators.getTextMapPropagator().inject(Context.root().with(sent.attempt), headers,
                    (carrier, name, value) -> {
                        if (carrier != null) {
                            carrier.put(name, value);
                        }
                    });
        }
    }
}
