package dev.ponder.runtime.engine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.event.StageTrace.CallTrace;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * The single entry point for the upstream calls of a request. Each call waits for a permit, is charged to the budget,
 * recorded in the ledger and reported.
 */
final class RequestCalls {

    private final UpstreamRegistry upstreams;
    private final AsyncSemaphore permits;
    private final RequestBudget budget;
    private final UsageLedger ledger;
    private final UnaryOperator<Upstream> sharing;
    private final Consumer<String> permission;

    RequestCalls(UpstreamRegistry upstreams, AsyncSemaphore permits, RequestBudget budget, UsageLedger ledger) {
        this(upstreams, permits, budget, ledger, UnaryOperator.identity(), model -> {
        });
    }

    /**
     * The calls of a request that shares them.
     *
     * @param sharing makes an upstream share its calls
     * @param permission throws if the client may not use a model
     */
    RequestCalls(UpstreamRegistry upstreams, AsyncSemaphore permits, RequestBudget budget, UsageLedger ledger,
            UnaryOperator<Upstream> sharing, Consumer<String> permission) {
        this.permission = permission;
        this.sharing = sharing;
        this.upstreams = upstreams;
        this.permits = permits;
        this.budget = budget;
        this.ledger = ledger;
    }

    /** The upstream for a model; fails with 404, and with 403 if the client may not use the model. */
    Uni<Upstream> upstream(String model) {
        try {
            permission.accept(model);
        } catch (RequestException forbidden) {
            return Uni.createFrom().failure(forbidden);
        }
        return upstreams.forModel(model).map(sharing);
    }

    Uni<Completion> complete(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return new PermittedCompletion(upstream, stage, call);
    }

    Multi<AnswerPart> stream(Upstream upstream, StageTrace stage, UpstreamCall call) {
        return permits.during(Multi.createFrom().deferred(() -> {
            var usage = new UsageTracker(stage, call, true);
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

    /** A call that waits for a permit. One operator, because a strategy makes many calls. Each subscription makes one. */
    private final class PermittedCompletion extends AbstractUni<Completion> {

        private final Upstream upstream;
        private final StageTrace stage;
        private final UpstreamCall call;

        PermittedCompletion(Upstream upstream, StageTrace stage, UpstreamCall call) {
            this.upstream = upstream;
            this.stage = stage;
            this.call = call;
        }

        @Override
        public void subscribe(UniSubscriber<? super Completion> subscriber) {
            var run = new Run(subscriber);
            subscriber.onSubscribe(run);
            run.permit.acquire(run);
        }

        private final class Run implements UniSubscription, AsyncSemaphore.Waiter, CompletionReceiver {

            private final UniSubscriber<? super Completion> downstream;
            private final AsyncSemaphore.Permit permit = permits.permit();
            private @Nullable UsageTracker usage;
            private @Nullable Cancellable running;
            private boolean ended;

            Run(UniSubscriber<? super Completion> downstream) {
                this.downstream = downstream;
            }

            @Override
            public void granted() {
                try {
                    var tracker = new UsageTracker(stage, call, false);
                    usage = tracker;
                    hold(upstream.complete(tracker.call, this));
                } catch (RuntimeException failure) {
                    failed(failure);
                }
            }

            private void hold(Cancellable started) {
                synchronized (this) {
                    if (!ended) {
                        running = started;
                        return;
                    }
                }
                started.cancel();
            }

            @Override
            public void rejected(Overloaded failure) {
                failed(failure);
            }

            @Override
            public void completed(Completion completion) {
                if (usage != null) {
                    usage.completed(completion);
                }
                if (end(null, false)) {
                    downstream.onItem(completion);
                }
            }

            @Override
            public void failed(Throwable failure) {
                if (end(failure, false)) {
                    downstream.onFailure(failure);
                }
            }

            @Override
            public void cancel() {
                if (end(null, true)) {
                    Cancellable started = running();
                    if (started != null) {
                        started.cancel();
                    }
                }
            }

            private synchronized @Nullable Cancellable running() {
                return running;
            }

            /** Releases the permit first, so that the next call does not wait for what follows this one. */
            private boolean end(@Nullable Throwable failure, boolean cancelled) {
                synchronized (this) {
                    if (ended) {
                        return false;
                    }
                    ended = true;
                }
                if (usage != null) {
                    usage.end(failure, cancelled);
                } else if (cancelled) {
                    stage.skipped();
                }
                permit.release();
                return true;
            }
        }
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
        UsageTracker(StageTrace stage, UpstreamCall call, boolean asStream) {
            budget.startCall();
            this.entry = ledger.start(stage.name(), call.model());
            this.trace = stage.startCall(call.conversation(), call.parameters(), call.choices(), asStream);
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
