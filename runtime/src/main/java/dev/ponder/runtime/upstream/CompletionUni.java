package dev.ponder.runtime.upstream;

import dev.ponder.runtime.concurrent.RunningCall;
import io.smallrye.mutiny.operators.AbstractUni;
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
        new Run(subscriber).start(upstream, call);
    }

    private static final class Run extends RunningCall implements CompletionReceiver, UniSubscription {

        private final UniSubscriber<? super Completion> downstream;

        Run(UniSubscriber<? super Completion> downstream) {
            this.downstream = downstream;
        }

        void start(Upstream upstream, UpstreamCall call) {
            downstream.onSubscribe(this);
            hold(upstream.complete(call, this));
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
    }
}
