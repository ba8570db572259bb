package dev.ponder.runtime.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Limits the pipelines that run at the same time. Others wait in order, without a thread. Thread-safe. */
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

    /** The same pipeline, which waits for a permit and holds it until it ends. Cancellation leaves the queue or releases. */
    public <T> Uni<T> during(Uni<T> pipeline) {
        return Uni.createFrom().deferred(() -> {
            var permit = new Permit();
            return queue.limit(permit.acquire()).chain(() -> pipeline).onTermination().invoke(permit::release);
        });
    }

    /** The same pipeline, which waits for a permit and holds it until the stream ends. */
    public <T> Multi<T> during(Multi<T> pipeline) {
        return Multi.createFrom().deferred(() -> {
            var permit = new Permit();
            return queue.limit(permit.acquire()).onItem().transformToMulti(begun -> pipeline)
                    .onTermination().invoke(permit::release);
        });
    }

    /** The number of pipelines that hold a permit. */
    public synchronized int active() {
        return active;
    }

    /** The number of pipelines that wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** A place in the queue, then a permit. It is released once. */
    private final class Permit {

        private final EventLoopExecutor eventLoop = EventLoopExecutor.here();
        private @Nullable UniEmitter<? super Boolean> emitter;
        private boolean begun;
        private boolean released;

        Uni<Boolean> acquire() {
            return Uni.createFrom().emitter(waiter -> {
                emitter = waiter;
                if (!enter(this)) {
                    waiter.fail(queue.rejection().get());
                } else if (begun) {
                    waiter.complete(true);
                }
            });
        }

        /** The caller releases a permit of another request, on another event loop. */
        void grant() {
            eventLoop.execute(this::proceed);
        }

        /** A waiter that was cancelled ignores it; {@link #release} runs in any case. */
        private void proceed() {
            if (emitter != null) {
                emitter.complete(true);
            }
        }

        void release() {
            Permit next = leave(this);
            if (next != null) {
                next.grant();
            }
        }
    }

    private synchronized boolean enter(Permit permit) {
        if (permit.released) {
            return true;
        }
        if (active < permits) {
            active++;
            permit.begun = true;
            return true;
        }
        return waiting.size() < queue.capacity() && waiting.add(permit);
    }

    private synchronized @Nullable Permit leave(Permit permit) {
        waiting.remove(permit);
        boolean held = permit.begun && !permit.released;
        permit.released = true;
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
        next.begun = true;
        return next;
    }
}
