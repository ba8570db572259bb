package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Delays;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/** Limits in time for streams: a limit of zero is none. */
public final class TimeGuard {

    private final Delays delays;

    /** Guards by these delays. */
    public TimeGuard(Delays delays) {
        this.delays = delays;
    }

    /** Fails when the source is silent for too long although somebody waits for it: a slow reader is not a stall. */
    public <T> Multi<T> gap(Multi<T> source, Duration gap, Supplier<? extends Throwable> stalled) {
        return gap.isZero() ? source : new Guarded<>(source, downstream -> new GapWatch<T>(downstream, gap, stalled));
    }

    /** Fails when the whole stream takes too long, whoever is slow. */
    public <T> Multi<T> deadline(Multi<T> source, Duration limit, Supplier<? extends Throwable> late) {
        return limit.isZero() ? source : new Guarded<>(source, downstream -> new Watch<T>(downstream, limit, late));
    }

    private static final class Guarded<T> extends AbstractMultiOperator<T, T> {

        private final Function<MultiSubscriber<? super T>, MultiOperatorProcessor<T, T>> watch;

        Guarded(Multi<T> source, Function<MultiSubscriber<? super T>, MultiOperatorProcessor<T, T>> watch) {
            super(source);
            this.watch = watch;
        }

        @Override
        public void subscribe(MultiSubscriber<? super T> downstream) {
            upstream.subscribe().withSubscriber(watch.apply(downstream));
        }
    }

    /** Times the whole stream. */
    private class Watch<T> extends MultiOperatorProcessor<T, T> {

        private final Duration limit;
        private final Supplier<? extends Throwable> failure;
        private @Nullable Cancellable timer;
        private boolean ended;

        Watch(MultiSubscriber<? super T> downstream, Duration limit, Supplier<? extends Throwable> failure) {
            super(downstream);
            this.limit = limit;
            this.failure = failure;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            arm();
            super.onSubscribe(subscription);
        }

        @Override
        public void onFailure(Throwable cause) {
            end();
            super.onFailure(cause);
        }

        @Override
        public void onCompletion() {
            end();
            super.onCompletion();
        }

        @Override
        public void cancel() {
            end();
            super.cancel();
        }

        synchronized void arm() {
            disarm();
            if (!ended) {
                timer = delays.after(limit).subscribe().with(passed -> expire());
            }
        }

        synchronized void disarm() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        private synchronized void end() {
            ended = true;
            disarm();
        }

        /** The source may answer its cancellation with a failure of its own, which nobody is to hear any more. */
        private void expire() {
            end();
            Flow.Subscription source = getAndSetUpstreamSubscription(Subscriptions.CANCELLED);
            if (source != null && source != Subscriptions.CANCELLED) {
                source.cancel();
                downstream.onFailure(failure.get());
            }
        }
    }

    /** Times each silence, while somebody waits. */
    private final class GapWatch<T> extends Watch<T> {

        private long wanted;

        GapWatch(MultiSubscriber<? super T> downstream, Duration gap, Supplier<? extends Throwable> stalled) {
            super(downstream, gap, stalled);
        }

        @Override
        synchronized void arm() {
            if (wanted > 0) {
                super.arm();
            } else {
                disarm();
            }
        }

        @Override
        public void request(long numberOfItems) {
            boolean idle;
            synchronized (this) {
                idle = wanted == 0;
                wanted = wanted + numberOfItems < 0 ? Long.MAX_VALUE : wanted + numberOfItems;
            }
            if (idle) {
                arm();
            }
            super.request(numberOfItems);
        }

        @Override
        public void onItem(T item) {
            synchronized (this) {
                wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
            }
            arm();
            super.onItem(item);
        }
    }
}
