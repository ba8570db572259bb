package dev.ponder.runtime.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Owns all that one request has under way. Closing it cancels everything at once and lets nothing new begin, whether
 * the client left, the answer is complete or the request failed. A cancelled pipeline stays silent: nobody listens any
 * more.
 */
final class CancellationScope implements AutoCloseable {

    private final Set<Cancellable> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    boolean closed() {
        return closed;
    }

    /** The same pipeline, cancelled with the scope. */
    <T> Uni<T> own(Uni<T> pipeline) {
        return Uni.createFrom().deferred(() -> {
            var handle = new Handle();
            return pipeline
                    .onSubscription().invoke(subscription -> handle.hold(subscription::cancel))
                    .onTermination().invoke(() -> underWay.remove(handle));
        });
    }

    /** The same pipeline, cancelled with the scope. */
    <T> Multi<T> own(Multi<T> pipeline) {
        return Multi.createFrom().deferred(() -> {
            var handle = new Handle();
            return pipeline
                    .onSubscription().invoke((Flow.Subscription subscription) -> handle.hold(subscription::cancel))
                    .onTermination().invoke(() -> underWay.remove(handle));
        });
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(Cancellable::cancel);
        underWay.clear();
    }

    /** One pipeline under way; told apart by identity. */
    private final class Handle implements Cancellable {

        private volatile Cancellable subscription = () -> {
        };

        void hold(Cancellable started) {
            subscription = started;
            underWay.add(this);
            if (closed) {
                started.cancel();
            }
        }

        @Override
        public void cancel() {
            subscription.cancel();
        }
    }
}
