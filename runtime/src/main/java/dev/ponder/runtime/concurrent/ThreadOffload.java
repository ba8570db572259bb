package dev.ponder.runtime.concurrent;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Runs work on a body: on the event loop for a small body, on a worker thread for a large one. */
@ApplicationScoped
public class ThreadOffload {

    /** The work on so many bytes takes a few milliseconds. */
    private static final int SMALL = 256 * 1024;

    private final Executor workers;

    /** Uses the worker pool of the application. */
    @Inject
    public ThreadOffload() {
        this(Infrastructure.getDefaultWorkerPool());
    }

    ThreadOffload(Executor workers) {
        this.workers = workers;
    }

    /** The result of work that takes time in proportion to a number of bytes. It is emitted on the caller's event loop. */
    public <T> Uni<T> of(int bytes, Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Uni<T> done = Uni.createFrom().item(work);
            return bytes <= SMALL ? done : done.runSubscriptionOn(workers).emitOn(EventLoopExecutor.here());
        });
    }
}
