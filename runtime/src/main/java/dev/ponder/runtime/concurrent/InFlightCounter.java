package dev.ponder.runtime.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** Counts the requests that a model is answering, and tells when there is none. Thread-safe. */
public final class InFlightCounter {

    private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
    private int underWay;

    /** Begins a use; the result ends it, once. */
    public Runnable begin() {
        synchronized (this) {
            underWay++;
        }
        var over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                end();
            }
        };
    }

    /** Completes when there is no use. */
    public Uni<Void> none() {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                if (underWay > 0) {
                    waiting.add(emitter);
                    return;
                }
            }
            emitter.complete(null);
        });
    }

    private void end() {
        List<UniEmitter<? super Void>> told = List.of();
        synchronized (this) {
            if (--underWay == 0) {
                told = List.copyOf(waiting);
                waiting.clear();
            }
        }
        told.forEach(emitter -> emitter.complete(null));
    }
}
