package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/** Limits in time for streams: a limit of zero is none. */
public final class StreamTimeouts {

    private final Timer delays;

    /** Guards by these delays. */
    public StreamTimeouts(Timer delays) {
        this.delays = delays;
    }

    /**
     * How long a source may be silent while somebody waits for it: a slow reader is not a stall.
     *
     * @param first before its first item
     * @param gap after it, between two items that show progress
     * @param progress which items do: signs of life do not
     */
    public record Silence<T>(Duration first, Supplier<? extends Throwable> tooLate, Duration gap,
            Supplier<? extends Throwable> stalled, Predicate<? super T> progress) {}

    /** Fails when the source is silent for too long. */
    public <T> Multi<T> silence(Multi<T> source, Silence<T> allowed) {
        return new Guarded<>(source, downstream -> new SilenceWatch<T>(downstream, allowed));
    }

    /** Fails when the whole stream takes too long, whoever is slow. */
    public <T> Multi<T> deadline(Multi<T> source, Duration limit, Supplier<? extends Throwable> late) {
        return limit.isZero()
                ? source
                : new Guarded<>(source, downstream -> new DeadlineWatch<T>(downstream, limit, late));
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

    /** Times a stream; a limit of zero is none. */
    private abstract class Watch<T> extends MultiOperatorProcessor<T, T> {

        private @Nullable Cancellable timer;
        private boolean ended;

        Watch(MultiSubscriber<? super T> downstream) {
            super(downstream);
        }

        abstract Duration limit();

        abstract Throwable failure();

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
            if (!ended && !limit().isZero()) {
                timer = delays.after(limit()).subscribe().with(passed -> expire());
            }
        }

        synchronized void disarm() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        synchronized boolean armed() {
            return timer != null;
        }

        private synchronized void end() {
            ended = true;
            disarm();
        }

        /** The source may answer its cancellation with a failure of its own, which nobody is to hear any more. */
        void expire() {
            end();
            Flow.Subscription source = getAndSetUpstreamSubscription(Subscriptions.CANCELLED);
            if (source != null && source != Subscriptions.CANCELLED) {
                source.cancel();
                downstream.onFailure(failure());
            }
        }
    }

    /** Times the whole stream. */
    private final class DeadlineWatch<T> extends Watch<T> {

        private final Duration limit;
        private final Supplier<? extends Throwable> late;

        DeadlineWatch(MultiSubscriber<? super T> downstream, Duration limit, Supplier<? extends Throwable> late) {
            super(downstream);
            this.limit = limit;
            this.late = late;
        }

        @Override
        Duration limit() {
            return limit;
        }

        @Override
        Throwable failure() {
            return late.get();
        }
    }

    /** Times each silence, while somebody waits. */
    private final class SilenceWatch<T> extends Watch<T> {

        private final Silence<T> allowed;
        private long wanted;
        private volatile boolean begun;

        SilenceWatch(MultiSubscriber<? super T> downstream, Silence<T> allowed) {
            super(downstream);
            this.allowed = allowed;
        }

        @Override
        Duration limit() {
            return begun ? allowed.gap() : allowed.first();
        }

        @Override
        Throwable failure() {
            return begun ? allowed.stalled().get() : allowed.tooLate().get();
        }

        @Override
        synchronized void arm() {
            if (wanted > 0) {
                super.arm();
            } else {
                disarm();
            }
        }

        /** A reader that asks again in time for more than a sign of life does not start the silence anew. */
        @Override
        public void request(long numberOfItems) {
            synchronized (this) {
                wanted = wanted + numberOfItems < 0 ? Long.MAX_VALUE : wanted + numberOfItems;
                if (!armed()) {
                    arm();
                }
            }
            super.request(numberOfItems);
        }

        @Override
        public void onItem(T item) {
            boolean progress = !begun || allowed.progress().test(item);
            begun = true;
            synchronized (this) {
                wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
                if (progress) {
                    arm();
                }
            }
            super.onItem(item);
        }

        @Override
        void expire() {
            synchronized (this) {
                if (wanted == 0) {
                    disarm();
                    return;
                }
            }
            super.expire();
        }
    }
}
