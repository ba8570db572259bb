package dev.ponder.runtime.rest.http;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Reads and writes bodies: small ones at once, large ones where an event loop is not kept from its other clients. */
@ApplicationScoped
public class ThreadOffload {

    /** Takes a few milliseconds at the most. */
    private static final int SMALL = 256 * 1024;

    private final Executor workers;

    @Inject
    ThreadOffload() {
        this(Infrastructure.getDefaultWorkerPool());
    }

    ThreadOffload(Executor workers) {
        this.workers = workers;
    }

    /** The result of work whose length goes with a number of bytes; it comes home to the event loop. */
    public <T> Uni<T> of(int bytes, Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Uni<T> done = Uni.createFrom().item(work);
            return bytes <= SMALL ? done : done.runSubscriptionOn(workers).emitOn(EventLoopExecutor.here());
        });
    }
}
