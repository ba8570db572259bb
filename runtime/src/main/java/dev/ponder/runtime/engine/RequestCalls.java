package dev.ponder.runtime.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.engine.UsageLedger.Outcome;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The one door through which a request's calls go: each is owned by its scope, waits its turn, is paid for and noted
 * down.
 */
final class RequestCalls {

    private final UpstreamRegistry upstreams;
    private final CancellationScope scope;
    private final AsyncSemaphore permits;
    private final RequestBudget budget;
    private final UsageLedger ledger;

    RequestCalls(UpstreamRegistry upstreams, CancellationScope scope, AsyncSemaphore permits, RequestBudget budget,
            UsageLedger ledger) {
        this.upstreams = upstreams;
        this.scope = scope;
        this.permits = permits;
        this.budget = budget;
        this.ledger = ledger;
    }

    Uni<Completion> complete(String stage, UpstreamCall call) {
        return scope.own(upstreams.forModel(call.model())
                .chain(upstream -> permits.during(Uni.createFrom().deferred(() -> paid(upstream, stage, call)))));
    }

    Multi<AnswerPart> stream(String stage, UpstreamCall call) {
        return scope.own(upstreams.forModel(call.model())
                .onItem().transformToMulti(upstream -> permits
                        .during(Multi.createFrom().deferred(() -> paidStream(upstream, stage, call)))));
    }

    /** A call that was refused as such, and is made again in another form, cost nothing and lost nothing. */
    void refund(String stage, UpstreamCall call) {
        budget.refundCall();
        ledger.forget(stage, call.model());
    }

    Uni<String> upstreamName(String model) {
        return upstreams.forModel(model).map(Upstream::name);
    }

    /** Throws when the budget refuses the call: defer it, so that the permit is given back. */
    private Uni<Completion> paid(Upstream upstream, String stage, UpstreamCall call) {
        budget.startCall();
        UsageLedger.Call entry = ledger.start(stage, call.model());
        return upstream.complete(call)
                .onItem().invoke(completion -> pay(entry, completion.usage().estimated()
                        ? UsageEstimate.of(call, completion.choices())
                        : completion.usage()))
                .onTermination().invoke((completion, failure, cancelled) -> entry.end(outcome(failure, cancelled)));
    }

    /** Throws as {@link #paid} does. */
    private Multi<AnswerPart> paidStream(Upstream upstream, String stage, UpstreamCall call) {
        budget.startCall();
        var bill = new StreamBill(ledger.start(stage, call.model()), call);
        return upstream.stream(call)
                .onItem().invoke(bill::note)
                .onTermination().invoke(bill::end)
                .select().where(StreamEvent.Part.class::isInstance)
                .onItem().transform(event -> ((StreamEvent.Part) event).part());
    }

    private void pay(UsageLedger.Call entry, Usage usage) {
        entry.use(usage);
        budget.spend(usage);
    }

    private static Outcome outcome(@Nullable Throwable failure, boolean cancelled) {
        return cancelled ? Outcome.CANCELLED : failure != null ? Outcome.FAILED : Outcome.ANSWERED;
    }

    /**
     * What one stream used: its last report, or an estimate when it ended without any. It is settled before the end of
     * the answer is handed on, for that may be where it is told.
     */
    private final class StreamBill {

        private final UsageLedger.Call entry;
        private final UpstreamCall call;
        private final AnswerAccumulator written = new AnswerAccumulator();
        private @Nullable Usage reported;
        private boolean settled;

        StreamBill(UsageLedger.Call entry, UpstreamCall call) {
            this.entry = entry;
            this.call = call;
        }

        void note(StreamEvent event) {
            if (event instanceof StreamEvent.Used used) {
                reported = used.usage();
            } else if (event instanceof StreamEvent.Part part) {
                written.add(part.part());
                if (part.part() instanceof AnswerPart.Finish && reported != null) {
                    settle(reported.estimated() ? estimate() : reported, Outcome.ANSWERED);
                }
            }
        }

        void end(@Nullable Throwable failure, boolean cancelled) {
            if (settled) {
                return;
            }
            Usage usage = reported;
            if (usage == null || usage.estimated()) {
                usage = cancelled || failure != null ? Usage.NONE : estimate();
            }
            settle(usage, outcome(failure, cancelled));
        }

        private Usage estimate() {
            return UsageEstimate.of(call, List.of(written.answer()));
        }

        private void settle(Usage usage, Outcome outcome) {
            settled = true;
            pay(entry, usage);
            entry.end(outcome);
        }
    }
}
