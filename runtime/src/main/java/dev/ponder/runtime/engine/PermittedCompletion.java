package dev.ponder.runtime.engine;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.RunningCall;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A call that waits for a permit. One operator, because a strategy makes many calls. Each subscription makes one. */
final class PermittedCompletion extends AbstractUni<Completion> {

    private final RequestCalls calls;
    private final Upstream upstream;
    private final StageTrace stage;
    private final UpstreamCall call;

    PermittedCompletion(RequestCalls calls, Upstream upstream, StageTrace stage, UpstreamCall call) {
        this.calls = calls;
        this.upstream = upstream;
        this.stage = stage;
        this.call = call;
    }

    @Override
    public void subscribe(UniSubscriber<? super Completion> subscriber) {
        new Run(this, subscriber).start();
    }

    private static final class Run extends RunningCall
            implements
                UniSubscription,
                AsyncSemaphore.Waiter,
                CompletionReceiver {

        private final PermittedCompletion completion;
        private final UniSubscriber<? super Completion> downstream;
        private final AsyncSemaphore.Permit permit;
        private @Nullable UsageTracker usage;

        Run(PermittedCompletion completion, UniSubscriber<? super Completion> downstream) {
            this.completion = completion;
            this.downstream = downstream;
            this.permit = completion.calls.permit();
        }

        void start() {
            downstream.onSubscribe(this);
            permit.acquire(this);
        }

        @Override
        public void granted() {
            try {
                UsageTracker tracker = completion.calls.track(completion.stage, completion.call, false);
                usage = tracker;
                hold(completion.upstream.complete(tracker.call(), this));
                if (isCancelled()) {
                    finish(null, true);
                }
            } catch (RuntimeException failure) {
                failed(failure);
            }
        }

        @Override
        public void rejected(Overloaded failure) {
            failed(failure);
        }

        @Override
        public void completed(Completion answers) {
            if (usage != null) {
                usage.completed(answers);
            }
            if (end()) {
                finish(null, false);
                downstream.onItem(answers);
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (end()) {
                finish(failure, false);
                downstream.onFailure(failure);
            }
        }

        @Override
        protected void cancelled() {
            finish(null, true);
        }

        /** Releases the permit first, so that the next call does not wait for what follows this one. */
        private void finish(@Nullable Throwable failure, boolean byCaller) {
            if (usage != null) {
                usage.end(failure, byCaller);
            } else if (byCaller) {
                completion.stage.skipped();
            }
            permit.release();
        }
    }
}
