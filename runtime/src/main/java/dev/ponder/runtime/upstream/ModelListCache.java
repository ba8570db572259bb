package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/** Caches the model lists of upstreams, because each request whose model may hold a prefix looks names up. */
@Singleton
public class ModelListCache {

    private static final Logger LOG = Logger.getLogger(ModelListCache.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration FRESH_AFTER_FAILURE = Duration.ofSeconds(10);
    /** Requests wait for the list. After this time a name may be taken for a prefix. */
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(5);

    private final Clock clock;
    private final Timer timer;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();

    public ModelListCache(Clock clock, Timer timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /** The models of an upstream; empty when it cannot list them. Never fails. Resumes on the event loop of the caller. */
    public Uni<List<ObjectNode>> of(Upstream upstream) {
        Uni<List<ObjectNode>> models = listings.computeIfAbsent(upstream.name(), name -> new Listing(upstream)).models;
        return Uni.createFrom().deferred(() -> models.emitOn(EventLoopExecutor.here()));
    }

    /** Whether the upstream lists a model of this name. */
    public Uni<Boolean> lists(Upstream upstream, String model) {
        return of(upstream).map(models -> models.stream().anyMatch(entry -> model.equals(entry.path("id").asText())));
    }

    /** The list of one upstream. Concurrent requests share one call. */
    private final class Listing {

        private final Uni<List<ObjectNode>> models;
        private final String upstream;
        private volatile Instant until = Instant.MAX;
        private volatile String logged = "";

        Listing(Upstream upstream) {
            this.upstream = upstream.name();
            this.models = timer
                    .limit(upstream.models(), LIST_TIMEOUT,
                            () -> new IllegalStateException("no answer in " + LIST_TIMEOUT))
                    .onSubscription().invoke(() -> until = Instant.MAX)
                    .onItem().invoke(() -> {
                        logged = "";
                        keepFor(FRESH);
                    })
                    .onFailure()
                    .invoke(this::warn)
                    .onFailure().recoverWithItem(() -> {
                        keepFor(FRESH_AFTER_FAILURE);
                        return List.of();
                    })
                    .memoize().until(() -> clock.instant().isAfter(until));
        }

        /** Once, until the failure changes, because the list is asked for every ten seconds. */
        private void warn(Throwable failure) {
            String message = failure instanceof InferenceException || failure instanceof IllegalStateException
                    ? String.valueOf(failure.getMessage())
                    : failure.getClass().getSimpleName();
            if (!message.equals(logged)) {
                logged = message;
                LOG.warnf("upstream '%s' does not list its models: %s", upstream, message);
            }
        }

        private void keepFor(Duration fresh) {
            until = clock.instant().plus(fresh);
        }
    }
}
