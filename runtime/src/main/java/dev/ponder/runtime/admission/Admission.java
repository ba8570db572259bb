package dev.ponder.runtime.admission;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.AdmissionConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.metrics.InferenceMetrics;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/**
 * The door of the server. Requests beyond those that are answered or may wait are refused before their bodies are read,
 * so that what the server holds is bounded.
 */
@ApplicationScoped
public class Admission {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final AdmissionConfig config;
    private final AsyncSemaphore permits;
    private final AtomicInteger inside = new AtomicInteger();

    Admission(PonderConfig config, Timer delays, InferenceMetrics metrics) {
        this.config = config.admission();
        this.permits = new AsyncSemaphore(this.config.maxRequests(),
                new QueuePolicy(this.config.maxQueued(), this.config.maxWait(), delays, this::waitedInVain));
        metrics.gauge("ponder.admission.active", permits::active);
        metrics.gauge("ponder.admission.queued", permits::waiting);
    }

    /** The same request, let in; fails with {@link Overloaded} where there is no place left. */
    public <T> Uni<T> enter(Uni<T> request) {
        return Uni.createFrom().deferred(() -> {
            if (inside.incrementAndGet() > places()) {
                inside.decrementAndGet();
                return Uni.createFrom().failure(full());
            }
            return request.onTermination().invoke(() -> inside.decrementAndGet());
        });
    }

    /** The same answer, when its turn has come: what is wrong with a request is said without waiting. */
    public <T> Uni<T> answer(Uni<T> answer) {
        return permits.during(answer);
    }

    private long places() {
        return (long) config.maxRequests() + config.maxQueued();
    }

    private Overloaded full() {
        return new Overloaded("server: " + places() + " requests are answered or wait (expected fewer; try again later,"
                + " or see ponder.admission.max-requests and ponder.admission.max-queued)", RETRY_AFTER_SECONDS);
    }

    private Overloaded waitedInVain() {
        return new Overloaded("server: no turn to be answered (expected one within " + config.maxWait().toMillis()
                + " ms; try again later, or see ponder.admission.max-requests and ponder.admission.max-wait)",
                RETRY_AFTER_SECONDS);
    }
}
