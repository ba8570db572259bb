package dev.ponder.runtime.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Counts the requests that a model is answering, and tells when there is none. Thread-safe. */
public final class InFlightCounter {

    private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
    private int inFlight;

    /** Begins a use. The result ends it; further runs have no effect. */
    public Runnable begin() {
        synchronized (this) {
            inFlight++;
        }
        var over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                end();
            }
        };
    }

    /** Completes when no use is in flight. */
    public Uni<Void> none() {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                if (inFlight > 0) {
                    waiting.add(emitter);
                    return;
                }
            }
            emitter.complete(null);
        });
    }

    private void end() {
        List<UniEmitter<? super Void>> waiters = List.of();
        synchronized (this) {
            if (--inFlight == 0) {
                waiters = List.copyOf(waiting);
                waiting.clear();
            }
        }
        waiters.forEach(emitter -> emitter.complete(null));
    }
}
