package dev.ponder.runtime.concurrent;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore.Permit;
import dev.ponder.runtime.concurrent.AsyncSemaphore.Waiter;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A pipeline that waits for a permit. One operator, because every request and every call passes it. */
final class PermittedUni<T> extends AbstractUni<T> {

    private final Uni<T> pipeline;
    private final AsyncSemaphore semaphore;

    PermittedUni(Uni<T> pipeline, AsyncSemaphore semaphore) {
        this.pipeline = pipeline;
        this.semaphore = semaphore;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> subscriber) {
        var run = new Run<T>(subscriber, pipeline, semaphore.permit());
        subscriber.onSubscribe(run);
        run.permit.acquire(run);
    }

    private static final class Run<T> implements Waiter, UniSubscriber<T>, UniSubscription {

        private final UniSubscriber<? super T> downstream;
        private final Uni<T> pipeline;
        private final Permit permit;
        private @Nullable UniSubscription source;
        private boolean ended;

        Run(UniSubscriber<? super T> downstream, Uni<T> pipeline, Permit permit) {
            this.downstream = downstream;
            this.pipeline = pipeline;
            this.permit = permit;
        }

        @Override
        public Context context() {
            return downstream.context();
        }

        @Override
        public void granted() {
            AbstractUni.subscribe(pipeline, this);
        }

        @Override
        public void rejected(Overloaded failure) {
            onFailure(failure);
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            synchronized (this) {
                if (!ended) {
                    source = subscription;
                    return;
                }
            }
            subscription.cancel();
        }

        @Override
        public void onItem(T item) {
            if (end()) {
                downstream.onItem(item);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (end()) {
                downstream.onFailure(failure);
            }
        }

        @Override
        public void cancel() {
            if (end()) {
                UniSubscription running = running();
                if (running != null) {
                    running.cancel();
                }
            }
        }

        private synchronized @Nullable UniSubscription running() {
            return source;
        }

        /** Releases the permit first, so that the next pipeline does not wait for what follows this one. */
        private boolean end() {
            synchronized (this) {
                if (ended) {
                    return false;
                }
                ended = true;
            }
            permit.release();
            return true;
        }
    }
}
