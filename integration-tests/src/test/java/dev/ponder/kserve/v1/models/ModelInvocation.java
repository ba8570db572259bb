package dev.ponder.kserve.v1.models;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

/** One invocation of the observed model: the test waits for its events and feeds its stream. */
public final class ModelInvocation {

    private static final int WAIT_SECONDS = 30;

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final AtomicInteger pulled = new AtomicInteger();
    private final AtomicInteger predicted = new AtomicInteger();
    private final UnicastProcessor<Object> items = UnicastProcessor.create();

    /** Waits until the model starts. */
    public void awaitBegin() {
        begun.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until the model is cancelled. */
    public void awaitCancel() {
        cancelled.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Emits an item on the held stream. */
    public void say(Object item) {
        items.onNext(item);
    }

    /** Completes the held stream. */
    public void end() {
        items.onComplete();
    }

    /** The number of items requested from the endless stream. */
    public int pulled() {
        return pulled.get();
    }

    /** The number of calls of predict or explain. */
    public int predicted() {
        return predicted.get();
    }

    void predicting() {
        predicted.incrementAndGet();
    }

    Object count(Object item) {
        pulled.incrementAndGet();
        return item;
    }

    Multi<Object> held() {
        return watch(items);
    }

    <T> Uni<T> watch(Uni<T> work) {
        return work.onSubscription().invoke(() -> begun.complete(null))
                .onCancellation().invoke(() -> cancelled.complete(null));
    }

    <T> Multi<T> watch(Multi<T> work) {
        return work.onSubscription().invoke(() -> begun.complete(null))
                .onCancellation().invoke(() -> cancelled.complete(null));
    }
}
