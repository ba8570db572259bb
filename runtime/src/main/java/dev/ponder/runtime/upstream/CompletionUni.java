package dev.ponder.runtime.upstream;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A call with a receiver as a pipeline. Each subscription makes a call. */
public final class CompletionUni extends AbstractUni<Completion> {

    private final Upstream upstream;
    private final UpstreamCall call;

    /** The pipeline of this call. */
    public CompletionUni(Upstream upstream, UpstreamCall call) {
        this.upstream = upstream;
        this.call = call;
    }

    @Override
    public void subscribe(UniSubscriber<? super Completion> subscriber) {
        var run = new Run(subscriber);
        subscriber.onSubscribe(run);
        run.hold(upstream.complete(call, run));
    }

    private static final class Run implements CompletionReceiver, UniSubscription {

        private final UniSubscriber<? super Completion> downstream;
        private @Nullable Cancellable running;
        private boolean ended;

        Run(UniSubscriber<? super Completion> downstream) {
            this.downstream = downstream;
        }

        void hold(Cancellable started) {
            synchronized (this) {
                if (!ended) {
                    running = started;
                    return;
                }
            }
            started.cancel();
        }

        @Override
        public void completed(Completion completion) {
            if (end()) {
                downstream.onItem(completion);
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (end()) {
                downstream.onFailure(failure);
            }
        }

        @Override
        public void cancel() {
            if (end()) {
                Cancellable started = running();
                if (started != null) {
                    started.cancel();
                }
            }
        }

        private synchronized @Nullable Cancellable running() {
            return running;
        }

        private synchronized boolean end() {
            boolean first = !ended;
            ended = true;
            return first;
        }
    }
}
