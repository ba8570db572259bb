package dev.ponder.runtime.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.event.StageTrace.CallTrace;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The single entry point for the upstream calls of a request. Each call waits for a permit, is charged to the budget,
 * recorded in the ledger and reported.
 */
final class RequestCalls {

    private final UpstreamRegistry upstreams;
    private final AsyncSemaphore permits;
    private final RequestBudget budget;
    private final UsageLedger ledger;

    RequestCalls(UpstreamRegistry upstreams, AsyncSemaphore permits, RequestBudget budget, UsageLedger ledger) {
        this.upstreams = upstreams;
        this.permits = permits;
        this.budget = budget;
        this.ledger = ledger;
    }

    /** The upstream for a model; fails with 404. */
    Uni<Upstream> upstream(String model) {
        return upstreams.forModel(model);
    }

    Uni<Completion> complete(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return permits.during(Uni.createFrom().deferred(() -> {
            var usage = new UsageTracker(stage, call);
            return upstream.complete(usage.call)
                    .onItem().invoke(usage::completed)
                    .onTermination().invoke((completion, failure, cancelled) -> usage.end(failure, cancelled));
        }));
    }

    Multi<AnswerPart> stream(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return permits.during(Multi.createFrom().deferred(() -> {
            var usage = new UsageTracker(stage, call);
            return upstream.stream(usage.call)
                    .onItem().invoke(usage::track)
                    .onTermination().invoke(usage::end)
                    .select().where(StreamEvent.Part.class::isInstance)
                    .onItem().transform(event -> ((StreamEvent.Part) event).part());
        }));
    }

    /** Takes back the charge for a call that the upstream rejected and that is repeated in another form. */
    void refund(String stage, String model) {
        budget.refundCall();
        ledger.forget(stage, model);
    }

    /**
     * The usage of one call: the upstream's last report, or an estimate if a call that succeeds reports none. The usage
     * of a stream is recorded before its last part is emitted, because encoders write the usage there.
     */
    private final class UsageTracker {

        private final UpstreamCall call;
        private final UsageLedger.Call entry;
        private final CallTrace trace;
        private final @Nullable AnswerAccumulator streamed;
        private long text;
        private long reasoning;
        private @Nullable Usage reported;
        private @Nullable List<Answer> completions;
        private boolean settled;

        /** Throws when the budget is exhausted. Callers defer it, so that the permit is released. */
        UsageTracker(StageTrace stage, UpstreamCall call) {
            budget.startCall();
            this.entry = ledger.start(stage.name(), call.model());
            this.trace = stage.startCall();
            this.streamed = trace.wantsAnswers() ? new AnswerAccumulator() : null;
            this.call = call.withId(trace.id());
        }

        void completed(Completion completion) {
            reported = completion.usage();
            completions = completion.choices();
        }

        void track(StreamEvent event) {
            if (event instanceof StreamEvent.Used used) {
                reported = used.usage();
            } else if (event instanceof StreamEvent.Part part) {
                track(part.part());
            }
        }

        /** Collects the answer only for a listener: an estimate needs its length alone. */
        private void track(AnswerPart part) {
            if (streamed != null) {
                streamed.add(part);
            }
            if (part instanceof AnswerPart.Text piece) {
                text += piece.text().length();
            } else if (part instanceof AnswerPart.Reasoning piece) {
                reasoning += piece.text().length();
            } else if (part instanceof AnswerPart.Finish && reported != null) {
                settle(Outcome.OK);
            }
        }

        void end(@Nullable Throwable failure, boolean cancelled) {
            if (!settled) {
                settle(Outcome.of(failure, cancelled));
            }
        }

        private void settle(Outcome outcome) {
            settled = true;
            Usage usage = usage(outcome);
            entry.use(usage);
            budget.spend(usage);
            entry.end(outcome);
            trace.finish(outcome, usage, this::answers);
        }

        private Usage usage(Outcome outcome) {
            if (reported != null && !reported.estimated()) {
                return reported;
            }
            if (!outcome.equals(Outcome.OK)) {
                return Usage.NONE;
            }
            return completions == null
                    ? UsageEstimate.of(call, text, reasoning)
                    : UsageEstimate.of(call, completions);
        }

        private List<Answer> answers() {
            if (completions != null) {
                return completions;
            }
            return streamed == null ? List.of() : List.of(streamed.answer());
        }
    }
}
