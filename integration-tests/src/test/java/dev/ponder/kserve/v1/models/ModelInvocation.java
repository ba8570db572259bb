package dev.ponder.kserve.v1.models;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;

/** One visit to a model, as the test sees it. */
public final class ModelInvocation {

    private static final int PATIENCE_SECONDS = 15;

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final AtomicInteger pulled = new AtomicInteger();
    private final AtomicInteger predicted = new AtomicInteger();
    private final UnicastProcessor<Object> items = UnicastProcessor.create();

    /** Waits until the model works on it. */
    public void awaitBegin() {
        begun.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until the model was told to stop. */
    public void awaitCancel() {
        cancelled.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Gives the stream that is held an item. */
    public void say(Object item) {
        items.onNext(item);
    }

    /** Ends the stream that is held. */
    public void end() {
        items.onComplete();
    }

    /** How many items were asked of the stream without an end. */
    public int pulled() {
        return pulled.get();
    }

    /** How often the model was asked. */
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
