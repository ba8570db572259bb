package dev.ponder.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Lets a set number of calls through at the same time; the others wait in order, without a thread. */
final class CallPermits {

    private final Deque<UniEmitter<? super Permit>> waiting = new ArrayDeque<>();
    private int free;

    CallPermits(int parallelCalls) {
        this.free = parallelCalls;
    }

    /** The right to one call. Giving it back twice counts once. */
    final class Permit {

        private boolean held = true;

        void release() {
            UniEmitter<? super Permit> next;
            synchronized (CallPermits.this) {
                if (!held) {
                    return;
                }
                held = false;
                next = giveToNext();
            }
            if (next != null) {
                next.complete(new Permit());
            }
        }
    }

    /** Completes when a call may begin; cancelling leaves the queue. */
    Uni<Permit> acquire() {
        return Uni.createFrom().emitter(emitter -> {
            boolean now;
            synchronized (this) {
                now = free > 0;
                if (now) {
                    free--;
                } else {
                    waiting.add(emitter);
                    emitter.onTermination(() -> leave(emitter));
                }
            }
            if (now) {
                emitter.complete(new Permit());
            }
        });
    }

    private @Nullable UniEmitter<? super Permit> giveToNext() {
        UniEmitter<? super Permit> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    private synchronized void leave(UniEmitter<? super Permit> emitter) {
        waiting.remove(emitter);
    }
}
