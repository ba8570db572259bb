package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.ponder.runtime.time.RestartableTimer;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/** Timeouts of streams. A timeout of zero is none. */
public final class StreamTimeouts {

    private final Timer timer;

    /** Timeouts that are measured by this timer. */
    public StreamTimeouts(Timer timer) {
        this.timer = timer;
    }

    /**
     * How long a source may send nothing while its subscriber has demand. Time without demand does not count, so a slow
     * subscriber is not a stall.
     *
     * @param first until the first item
     * @param firstExpired the failure when no first item comes in time
     * @param idle after the first item, between two items that are progress
     * @param idleExpired the failure when the source stalls
     * @param progress which items are progress: keep-alives are not
     */
    public record IdleTimeout<T>(Duration first, Supplier<? extends Throwable> firstExpired, Duration idle,
            Supplier<? extends Throwable> idleExpired, Predicate<? super T> progress) {}

    /** The same stream, which fails when the source sends nothing for too long. */
    public <T> Multi<T> idle(Multi<T> source, IdleTimeout<T> timeout) {
        return new TimedMulti<>(source, downstream -> new IdleWatch<T>(downstream, timeout));
    }

    /** The same stream, which fails when all of it takes too long, for any reason. */
    public <T> Multi<T> deadline(Multi<T> source, Duration limit, Supplier<? extends Throwable> expired) {
        return limit.isZero()
                ? source
                : new TimedMulti<>(source, downstream -> new DeadlineWatch<T>(downstream, limit, expired));
    }

    private static final class TimedMulti<T> extends AbstractMultiOperator<T, T> {

        private final Function<MultiSubscriber<? super T>, MultiOperatorProcessor<T, T>> watch;

        TimedMulti(Multi<T> source, Function<MultiSubscriber<? super T>, MultiOperatorProcessor<T, T>> watch) {
            super(source);
            this.watch = watch;
        }

        @Override
        public void subscribe(MultiSubscriber<? super T> downstream) {
            upstream.subscribe().withSubscriber(watch.apply(downstream));
        }
    }

    /** Demand and items come from several threads, so what changes the timer is synchronized. */
    private abstract class Watch<T> extends MultiOperatorProcessor<T, T> {

        private final RestartableTimer running = RestartableTimer.of(timer, this::expire);
        private boolean ended;

        Watch(MultiSubscriber<? super T> downstream) {
            super(downstream);
        }

        abstract Throwable failure();

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

        synchronized void start(Duration limit) {
            running.start(ended ? Duration.ZERO : limit);
        }

        void pause() {
            running.pause();
        }

        boolean isRunning() {
            return running.isRunning();
        }

        private synchronized void end() {
            ended = true;
            running.stop();
        }

        /** The subscription is replaced first: the source may react to the cancellation with a failure of its own. */
        void expire() {
            end();
            Flow.Subscription source = getAndSetUpstreamSubscription(Subscriptions.CANCELLED);
            if (source != null && source != Subscriptions.CANCELLED) {
                source.cancel();
                downstream.onFailure(failure());
            }
        }
    }

    private final class DeadlineWatch<T> extends Watch<T> {

        private final Duration limit;
        private final Supplier<? extends Throwable> expired;

        DeadlineWatch(MultiSubscriber<? super T> downstream, Duration limit, Supplier<? extends Throwable> expired) {
            super(downstream);
            this.limit = limit;
            this.expired = expired;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            start(limit);
            super.onSubscribe(subscription);
        }

        @Override
        Throwable failure() {
            return expired.get();
        }
    }

    private final class IdleWatch<T> extends Watch<T> {

        private final IdleTimeout<T> timeout;
        private long demand;
        private volatile boolean begun;

        IdleWatch(MultiSubscriber<? super T> downstream, IdleTimeout<T> timeout) {
            super(downstream);
            this.timeout = timeout;
        }

        @Override
        Throwable failure() {
            return begun ? timeout.idleExpired().get() : timeout.firstExpired().get();
        }

        private void restart() {
            if (demand == 0) {
                pause();
            } else {
                start(begun ? timeout.idle() : timeout.first());
            }
        }

        /** Demand that follows a keep-alive does not restart a timer that is running. */
        @Override
        public void request(long numberOfItems) {
            synchronized (this) {
                demand = demand + numberOfItems < 0 ? Long.MAX_VALUE : demand + numberOfItems;
                if (!isRunning()) {
                    restart();
                }
            }
            super.request(numberOfItems);
        }

        @Override
        public void onItem(T item) {
            boolean progress = !begun || timeout.progress().test(item);
            begun = true;
            synchronized (this) {
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
                if (progress) {
                    restart();
                }
            }
            super.onItem(item);
        }

        @Override
        void expire() {
            synchronized (this) {
                if (demand == 0) {
                    return;
                }
            }
            super.expire();
        }
    }
}
