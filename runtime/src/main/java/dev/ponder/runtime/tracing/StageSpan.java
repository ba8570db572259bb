package dev.ponder.runtime.tracing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.tracing.SpanAttributes.UsageKeys;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** The span of a stage. It ends when the stage and all its calls have ended, because it has the sum of their usage. */
final class StageSpan {

    private final StageStarted start;
    private final Context context;
    private final String currency;
    /** By the identity of an answer: candidates are reported after the calls that return them. */
    private final Map<Integer, CallFinished> byAnswer = new HashMap<>();
    private Usage usage = Usage.NONE;
    private @Nullable BigDecimal cost;
    private long calls;
    private int open;
    private @Nullable Instant finished;

    /**
     * A stage that has started.
     *
     * @param context contains the span
     * @param currency the currency of costs
     */
    StageSpan(StageStarted start, Context context, String currency) {
        this.currency = currency;
        this.start = start;
        this.context = context;
    }

    StageStarted start() {
        return start;
    }

    Context context() {
        return context;
    }

    void callStarted() {
        calls++;
        open++;
    }

    /** @param price what the call cost; null if its model has no price */
    void callFinished(CallFinished call, @Nullable BigDecimal price) {
        open--;
        cost = RequestSpans.sum(cost, price);
        usage = usage.plus(call.usage());
        call.answers().forEach(answer -> byAnswer.put(System.identityHashCode(answer), call));
        endIfDone();
    }

    /** The call that returned an answer; null if it is not known. */
    @Nullable
    CallFinished callOf(Answer answer) {
        CallFinished call = byAnswer.get(System.identityHashCode(answer));
        return call != null && call.answers().stream().anyMatch(returned -> returned == answer) ? call : null;
    }

    void finish(Instant time, Outcome outcome) {
        finished = time;
        SpanAttributes.outcome(Span.fromContext(context), outcome);
        endIfDone();
    }

    private void endIfDone() {
        if (finished != null && open == 0) {
            close(finished);
        }
    }

    /** Ends the span, if it has not ended. */
    void close(Instant time) {
        Span span = Span.fromContext(context);
        SpanAttributes.usage(span, UsageKeys.PONDER, usage);
        SpanAttributes.cost(span, cost, currency);
        span.setAttribute(SpanAttributes.CALLS, calls);
        span.end(finished == null ? time : finished);
    }
}
