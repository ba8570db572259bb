package dev.ponder.runtime.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.Overloaded;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Limits the work that runs at the same time. Other work waits in order, without a thread. Thread-safe. */
public final class AsyncSemaphore {

    private final QueuePolicy queue;
    private final Set<Permit> waiting = new LinkedHashSet<>();
    private final int permits;
    private int active;

    /** A semaphore with this number of permits. */
    public AsyncSemaphore(int permits, QueuePolicy queue) {
        this.permits = permits;
        this.queue = queue;
    }

    /** Waits for a permit. Exactly one of its methods is called, unless the permit is released before. */
    public interface Waiter {

        /** The permit is granted: at once, or later on the event loop that asked for it. */
        void granted();

        /** The queue is full, or the wait was too long. */
        void rejected(Overloaded failure);
    }

    /** A permit that is not asked for yet. */
    public Permit permit() {
        return new Permit();
    }

    /** The same pipeline, which waits for a permit and holds it until it ends. Cancellation leaves the queue or releases. */
    public <T> Uni<T> during(Uni<T> pipeline) {
        return new PermittedUni<>(pipeline, this);
    }

    /** The same pipeline, which waits for a permit and holds it until the stream ends. */
    public <T> Multi<T> during(Multi<T> pipeline) {
        return Multi.createFrom().deferred(() -> {
            var permit = new Permit();
            return during(permit).onItem().transformToMulti(granted -> pipeline)
                    .onTermination().invoke(permit::release);
        });
    }

    private static Uni<Boolean> during(Permit permit) {
        return Uni.createFrom().emitter(emitter -> permit.acquire(new Waiter() {

            @Override
            public void granted() {
                emitter.complete(true);
            }

            @Override
            public void rejected(Overloaded failure) {
                emitter.fail(failure);
            }
        }));
    }

    /** The number of permits that are granted. */
    public synchronized int active() {
        return active;
    }

    /** The number of permits that are waited for. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** A place in the queue, then a permit. It is asked for once and released once. */
    public final class Permit {

        private @Nullable Waiter waiter;
        private @Nullable EventLoopExecutor eventLoop;
        private @Nullable Cancellable maxWait;
        private boolean begun;
        private boolean released;

        /** Waits for the permit. The caller must release it then, even if it is rejected. */
        public void acquire(Waiter asking) {
            waiter = asking;
            if (!enter(this)) {
                asking.rejected(queue.rejection().get());
            } else if (begun) {
                asking.granted();
            }
        }

        /** Releases the permit, or leaves the queue. */
        public void release() {
            Permit next = leave(this);
            if (next != null) {
                next.grant();
            }
        }

        /**
         * Deferred: when a request is cancelled, its active pipelines release their permits before its waiting pipelines
         * are cancelled, which must not start then.
         */
        private void grant() {
            if (eventLoop != null) {
                eventLoop.executeLater(this::proceed);
            }
        }

        private void proceed() {
            synchronized (AsyncSemaphore.this) {
                if (released) {
                    return;
                }
            }
            if (waiter != null) {
                waiter.granted();
            }
        }

        private void expire() {
            synchronized (AsyncSemaphore.this) {
                if (!waiting.remove(this)) {
                    return;
                }
                released = true;
            }
            if (waiter != null) {
                waiter.rejected(queue.rejection().get());
            }
        }
    }

    /** Returns false when the queue is full. */
    private synchronized boolean enter(Permit permit) {
        if (permit.released) {
            return true;
        }
        if (active < permits) {
            active++;
            permit.begun = true;
            return true;
        }
        if (waiting.size() >= queue.capacity()) {
            return false;
        }
        permit.eventLoop = EventLoopExecutor.here();
        permit.maxWait = queue.maxWait().isZero() ? null : queue.timer().schedule(queue.maxWait(), permit::expire);
        return waiting.add(permit);
    }

    private synchronized @Nullable Permit leave(Permit permit) {
        boolean held = permit.begun && !permit.released;
        permit.released = true;
        if (!permit.begun && waiting.remove(permit)) {
            stopWaiting(permit);
        }
        if (!held) {
            return null;
        }
        Iterator<Permit> waiters = waiting.iterator();
        if (!waiters.hasNext()) {
            active--;
            return null;
        }
        Permit next = waiters.next();
        waiters.remove();
        stopWaiting(next);
        next.begun = true;
        return next;
    }

    private static void stopWaiting(Permit permit) {
        if (permit.maxWait != null) {
            permit.maxWait.cancel();
            permit.maxWait = null;
        }
    }
}
