package dev.ponder.runtime.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Owns the running pipelines of one request. Closing it cancels all of them and every pipeline that is subscribed to
 * later. Cancelled pipelines emit no item and no failure.
 */
final class CancellationScope implements AutoCloseable {

    private final Set<Cancellable> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    boolean closed() {
        return closed;
    }

    /** The same pipeline, cancelled when the scope closes. */
    <T> Uni<T> own(Uni<T> pipeline) {
        return Uni.createFrom().deferred(() -> {
            var handle = new Handle();
            return pipeline
                    .onSubscription().invoke(subscription -> handle.hold(subscription::cancel))
                    .onTermination().invoke(() -> running.remove(handle));
        });
    }

    /** The same pipeline, cancelled when the scope closes. */
    <T> Multi<T> own(Multi<T> pipeline) {
        return Multi.createFrom().deferred(() -> {
            var handle = new Handle();
            return pipeline
                    .onSubscription().invoke((Flow.Subscription subscription) -> handle.hold(subscription::cancel))
                    .onTermination().invoke(() -> running.remove(handle));
        });
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Cancellable::cancel);
        running.clear();
    }

    /** One running pipeline, compared by identity. */
    private final class Handle implements Cancellable {

        private volatile Cancellable subscription = () -> {
        };

        void hold(Cancellable started) {
            subscription = started;
            running.add(this);
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
