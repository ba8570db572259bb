package dev.ponder.runtime.time;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.operators.uni.UniOperatorProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A pipeline that fails when it takes longer than a limit. A pipeline that has its item at once starts no timer. */
final class TimeLimit<T> extends AbstractUni<T> {

    private final Uni<T> pipeline;
    private final Timer timer;
    private final Duration limit;
    private final Supplier<? extends Throwable> failure;

    TimeLimit(Uni<T> pipeline, Timer timer, Duration limit, Supplier<? extends Throwable> failure) {
        this.pipeline = pipeline;
        this.timer = timer;
        this.limit = limit;
        this.failure = failure;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        var watch = new Watch(subscriber);
        AbstractUni.subscribe(pipeline, watch);
        watch.start();
    }

    private final class Watch extends UniOperatorProcessor<T, T> {

        private @Nullable Cancellable running;
        private boolean ended;

        Watch(UniSubscriber<? super T> downstream) {
            super(downstream);
        }

        synchronized void start() {
            if (!ended) {
                running = timer.schedule(limit, this::expire);
            }
        }

        private synchronized void end() {
            ended = true;
            if (running != null) {
                running.cancel();
                running = null;
            }
        }

        @Override
        public void onItem(T item) {
            end();
            super.onItem(item);
        }

        @Override
        public void onFailure(Throwable cause) {
            end();
            super.onFailure(cause);
        }

        @Override
        public void cancel() {
            end();
            super.cancel();
        }

        /** The subscription is replaced first: the pipeline may react to the cancellation with a failure of its own. */
        private void expire() {
            UniSubscription source = getAndSetUpstreamSubscription(EmptyUniSubscription.CANCELLED);
            if (source != null && source != EmptyUniSubscription.CANCELLED) {
                source.cancel();
                downstream.onFailure(failure.get());
            }
        }
    }
}
