package dev.ponder.retrieval.fetch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;

/**
 * Limits how many requests of one key run at the same time, and how fast they follow each other. Others wait in order.
 * Thread-safe.
 */
final class RequestLimiter {

    private final Vertx vertx;
    private final int concurrency;
    private final long interval;
    private final Map<String, Slots> byKey = new HashMap<>();

    /**
     * A limiter.
     *
     * @param concurrency at least 1
     * @param interval between the beginnings of two requests of one key; zero for none
     */
    RequestLimiter(Vertx vertx, int concurrency, Duration interval) {
        this.vertx = vertx;
        this.concurrency = Math.max(1, concurrency);
        this.interval = interval.toNanos();
    }

    /** The requests of one key. Removed when there are none and the interval is over. Guarded by the map. */
    private static final class Slots {

        private final Deque<Permit> waiting = new ArrayDeque<>();
        private int running;
        private long next = System.nanoTime();
        private boolean timer;
    }

    /** Runs the work when a slot is free. Cancelling gives up the slot, or the place in the queue. */
    <T> Uni<T> run(String key, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            var permit = new Permit(key);
            return permit.granted().chain(() -> work).onTermination().invoke(permit::release);
        });
    }

    /** The place of one request in the queue, and then its slot. */
    private final class Permit {

        private final String key;
        private @Nullable UniEmitter<? super Void> emitter;
        private boolean running;
        private boolean released;

        Permit(String key) {
            this.key = key;
        }

        Uni<Void> granted() {
            return Uni.createFrom().emitter(waiter -> {
                emitter = waiter;
                synchronized (byKey) {
                    byKey.computeIfAbsent(key, first -> new Slots()).waiting.add(this);
                }
                proceed(key);
            });
        }

        void grant() {
            if (emitter != null) {
                emitter.complete(null);
            }
        }

        void release() {
            synchronized (byKey) {
                Slots slots = byKey.get(key);
                if (released || slots == null) {
                    return;
                }
                released = true;
                if (running) {
                    slots.running--;
                } else {
                    slots.waiting.remove(this);
                }
            }
            proceed(key);
        }
    }

    private void proceed(String key) {
        for (Permit next = next(key); next != null; next = next(key)) {
            next.grant();
        }
    }

    /** The next request that may begin now. Sets a timer if one may begin later. */
    private @Nullable Permit next(String key) {
        synchronized (byKey) {
            Slots slots = byKey.get(key);
            if (slots == null || slots.timer || slots.running >= concurrency) {
                return null;
            }
            long delay = slots.next - System.nanoTime();
            if (delay > 0) {
                slots.timer = true;
                vertx.setTimer(Math.max(1, Duration.ofNanos(delay).toMillis()), fired -> resume(key, slots));
                return null;
            }
            Permit next = slots.waiting.poll();
            if (next != null) {
                next.running = true;
                slots.running++;
                slots.next = System.nanoTime() + interval;
            } else if (slots.running == 0) {
                byKey.remove(key);
            }
            return next;
        }
    }

    private void resume(String key, Slots slots) {
        synchronized (byKey) {
            slots.timer = false;
        }
        proceed(key);
    }
}
