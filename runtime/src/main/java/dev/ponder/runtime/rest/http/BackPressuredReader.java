package dev.ponder.runtime.rest.http;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;

/** Takes one buffer after the other: the next when the last has been dealt with. */
final class BackPressuredReader implements MultiSubscriber<Buffer> {

    private final Taker taker;
    private final Consumer<Throwable> failed;
    private final Runnable completed;
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    /** Deals with a buffer and runs {@code next} when there is room for another. */
    @FunctionalInterface
    interface Taker {

        void take(Buffer bytes, Runnable next);
    }

    BackPressuredReader(Taker taker, Consumer<Throwable> failed, Runnable completed) {
        this.taker = taker;
        this.failed = failed;
        this.completed = completed;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        if (cancelled) {
            started.cancel();
        } else {
            started.request(1);
        }
    }

    @Override
    public void onItem(Buffer bytes) {
        taker.take(bytes, this::next);
    }

    @Override
    public void onFailure(Throwable failure) {
        failed.accept(failure);
    }

    @Override
    public void onCompletion() {
        completed.run();
    }

    void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void next() {
        if (subscription != null) {
            subscription.request(1);
        }
    }
}
