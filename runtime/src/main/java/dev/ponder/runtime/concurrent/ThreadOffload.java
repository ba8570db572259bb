package dev.ponder.runtime.concurrent;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Runs work on a body or on texts: on the event loop for small ones, on a worker thread for large ones. */
@ApplicationScoped
public class ThreadOffload {

    /** The work on so many bytes takes a few milliseconds. */
    private static final int SMALL = 256 * 1024;

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

    private <T> Uni<T> result(boolean small, Supplier<T> work) {
        Uni<T> done = Uni.createFrom().item(work);
        return small
                ? done
                : Uni.createFrom().deferred(() -> done.runSubscriptionOn(workers).emitOn(EventLoopExecutor.here()));
    }
}
