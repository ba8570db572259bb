package dev.ponder.runtime.upstream;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * Waits for a stream's first item, to tell a stream that opened from one that failed. The opened stream begins with
 * that item and is for one subscriber; cancelling closes it whether or not anybody has subscribed.
 */
final class FirstItem<T> implements MultiSubscriber<T>, Flow.Subscription, Cancellable {

    private final Consumer<Multi<T>> opened;
    private final Consumer<Throwable> failed;
    private Flow.@Nullable Subscription source;
    private volatile @Nullable MultiSubscriber<? super T> reader;
    private @Nullable T first;
    private @Nullable Throwable failure;
    private volatile boolean open;
    private boolean complete;
    private boolean cancelled;

    private FirstItem(Consumer<Multi<T>> opened, Consumer<Throwable> failed) {
        this.opened = opened;
        this.failed = failed;
    }

    /** Subscribes to a stream. An empty one opens too. */
    static <T> Cancellable of(Multi<T> stream, Consumer<Multi<T>> opened, Consumer<Throwable> failed) {
        var item = new FirstItem<>(opened, failed);
        stream.subscribe().withSubscriber(item);
        return item;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        boolean late;
        synchronized (this) {
            source = subscription;
            late = cancelled;
        }
        if (late) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onItem(T item) {
        MultiSubscriber<? super T> downstream = reader;
        if (open && downstream != null) {
            downstream.onItem(item);
            return;
        }
        synchronized (this) {
            open = true;
            first = item;
        }
        opened.accept(new Opened());
    }

    @Override
    public void onFailure(Throwable cause) {
        boolean before;
        synchronized (this) {
            before = !open;
            failure = cause;
        }
        if (before) {
            failed.accept(cause);
        } else {
            end();
        }
    }

    @Override
    public void onCompletion() {
        boolean before;
        synchronized (this) {
            before = !open;
            open = true;
            complete = true;
        }
        if (before) {
            opened.accept(new Opened());
        } else {
            end();
        }
    }

    /** The stream from its first item on. */
    private final class Opened extends AbstractMulti<T> {

        @Override
        public void subscribe(MultiSubscriber<? super T> downstream) {
            reader = downstream;
            downstream.onSubscribe(FirstItem.this);
            end();
        }
    }

    @Override
    public void request(long items) {
        T held;
        Flow.Subscription upstream;
        MultiSubscriber<? super T> downstream;
        synchronized (this) {
            held = items > 0 ? first : null;
            first = items > 0 ? null : first;
            upstream = source;
            downstream = reader;
        }
        long rest = items;
        if (held != null && downstream != null) {
            downstream.onItem(held);
            rest = items == Long.MAX_VALUE ? items : items - 1;
            end();
        }
        if (upstream != null && (rest > 0 || items <= 0)) {
            upstream.request(rest);
        }
    }

    @Override
    public void cancel() {
        Flow.Subscription upstream;
        synchronized (this) {
            cancelled = true;
            upstream = source;
        }
        if (upstream != null) {
            upstream.cancel();
        }
    }

    /** The end waits for the first item to be taken. */
    private void end() {
        MultiSubscriber<? super T> downstream;
        Throwable cause;
        synchronized (this) {
            if (first != null || reader == null || cancelled || !complete && failure == null) {
                return;
            }
            downstream = reader;
            cause = failure;
            cancelled = true;
        }
        if (cause == null) {
            downstream.onCompletion();
        } else {
            downstream.onFailure(cause);
        }
    }
}
