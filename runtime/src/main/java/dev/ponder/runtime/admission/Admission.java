package dev.ponder.runtime.admission;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.AdmissionConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/**
 * Limits the requests of the server. Requests beyond the limit of running and queued ones are rejected before their bodies
 * are read, so that memory is bounded.
 */
@Singleton
public class Admission {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final AdmissionConfig config;
    private final AsyncSemaphore permits;
    private final AtomicInteger admitted = new AtomicInteger();

    Admission(PonderConfig config, Timer timer, Gauges gauges) {
        this.config = config.admission();
        this.permits = new AsyncSemaphore(this.config.maxRequests(),
                new QueuePolicy(this.config.maxQueued(), this.config.maxWait(), timer, this::waitTooLong));
        gauges.gauge("ponder.admission.active", permits::active);
        gauges.gauge("ponder.admission.queued", permits::waiting);
    }

    /** The same request, admitted. Fails with {@link Overloaded} when the queue is full. */
    public <T> Uni<T> enter(Uni<T> request) {
        return Uni.createFrom().deferred(() -> {
            if (admitted.incrementAndGet() > capacity()) {
                admitted.decrementAndGet();
                return Uni.createFrom().failure(full());
            }
            return request.onTermination().invoke(() -> admitted.decrementAndGet());
        });
    }

    /** The same answer, which waits for a permit. Errors of requests do not wait, as they precede this. */
    public <T> Uni<T> answer(Uni<T> answer) {
        return permits.during(answer);
    }

    private long capacity() {
        return (long) config.maxRequests() + config.maxQueued();
    }

    private Overloaded full() {
        return new Overloaded("server: " + capacity() + " requests are running or queued (expected fewer; retry later,"
                + " or see ponder.admission.max-requests and ponder.admission.max-queued)", RETRY_AFTER_SECONDS);
    }

    private Overloaded waitTooLong() {
        return new Overloaded("server: no permit for the request (expected one within " + config.maxWait().toMillis()
                + " ms; retry later, or see ponder.admission.max-requests and ponder.admission.max-wait)",
                RETRY_AFTER_SECONDS);
    }
}
