package dev.ponder.runtime.concurrent;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Runs work that blocks on a worker thread, and work on a body or on texts if these are large. */
@Singleton
public class ThreadOffload {

    /** Bytes. The work on so many takes a few milliseconds. */
    public static final int SMALL = 256 * 1024;

    /** Characters. To read and compare answers takes about ten times as long as to parse them. */
    private static final int SHORT = 32 * 1024;

    private final Executor workers;

    /** Uses the worker pool of the application. */
    @Inject
    public ThreadOffload() {
        this(Infrastructure.getDefaultWorkerPool());
    }

    /** Uses other worker threads. */
    public ThreadOffload(Executor workers) {
        this.workers = workers;
    }

    /** The result of work that takes time in proportion to a number of bytes. It is emitted on the caller's event loop. */
    public <T> Uni<T> of(int bytes, Supplier<T> work) {
        return result(bytes <= SMALL, work);
    }

    /** The result of work that reads or compares texts of so many characters. It is emitted on the caller's event loop. */
    public <T> Uni<T> ofTexts(long characters, Supplier<T> work) {
        return result(characters <= SHORT, work);
    }

    /** The result of work that blocks. It is emitted on the caller's event loop. */
    public <T> Uni<T> blocking(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> Uni.createFrom().item(work)
                .runSubscriptionOn(workers).emitOn(EventLoopExecutor.here()));
    }

    private <T> Uni<T> result(boolean small, Supplier<T> work) {
        return small ? Uni.createFrom().item(work) : blocking(work);
    }
}
