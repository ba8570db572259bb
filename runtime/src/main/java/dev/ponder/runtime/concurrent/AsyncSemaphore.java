package dev.ponder.runtime.concurrent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Lets a set number of pipelines run at the same time; the others wait in order, without a thread. Thread-safe. */
public final class AsyncSemaphore {

    private final QueuePolicy room;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private final int permits;
    private int active;

    /** So many at the same time. */
    public AsyncSemaphore(int permits, QueuePolicy room) {
        this.permits = permits;
        this.room = room;
    }

    /** The same pipeline, which waits for its turn; cancelling leaves the queue, or gives the turn to the next. */
    public <T> Uni<T> during(Uni<T> pipeline) {
        return Uni.createFrom().deferred(() -> {
            var turn = new Turn();
            return room.limit(turn.comes()).chain(() -> pipeline).onTermination().invoke(turn::over);
        });
    }

    /** The same pipeline, which waits for its turn and keeps it to its end. */
    public <T> Multi<T> during(Multi<T> pipeline) {
        return Multi.createFrom().deferred(() -> {
            var turn = new Turn();
            return room.limit(turn.comes()).onItem().transformToMulti(begun -> pipeline)
                    .onTermination().invoke(turn::over);
        });
    }

    /** How many run. */
    public synchronized int active() {
        return active;
    }

    /** How many wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** One's place in the queue, and then the right to run. Given back once, however it ends. */
    private final class Turn {

        private final EventLoopExecutor home = EventLoopExecutor.here();
        private @Nullable UniEmitter<? super Boolean> emitter;
        private boolean begun;
        private boolean over;

        Uni<Boolean> comes() {
            return Uni.createFrom().emitter(waiter -> {
                emitter = waiter;
                if (!enter(this)) {
                    waiter.fail(room.refusal().get());
                } else if (begun) {
                    waiter.complete(true);
                }
            });
        }

        /** The caller is another request. */
        void call() {
            home.execute(this::proceed);
        }

        /** What nobody waits for any more is forgotten: the turn goes back in any case, by {@link #over()}. */
        private void proceed() {
            if (emitter != null) {
                emitter.complete(true);
            }
        }

        void over() {
            Turn next = leave(this);
            if (next != null) {
                next.call();
            }
        }
    }

    private synchronized boolean enter(Turn turn) {
        if (turn.over) {
            return true;
        }
        if (active < permits) {
            active++;
            turn.begun = true;
            return true;
        }
        return waiting.size() < room.places() && waiting.add(turn);
    }

    private synchronized @Nullable Turn leave(Turn turn) {
        waiting.remove(turn);
        boolean held = turn.begun && !turn.over;
        turn.over = true;
        if (!held) {
            return null;
        }
        Iterator<Turn> queue = waiting.iterator();
        if (!queue.hasNext()) {
            active--;
            return null;
        }
        Turn next = queue.next();
        queue.remove();
        next.begun = true;
        return next;
    }
}
