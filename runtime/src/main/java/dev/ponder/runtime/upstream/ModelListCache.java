package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/**
 * What the upstreams list, remembered for a while: model names are looked up on every request that may hold a prefix.
 */
@ApplicationScoped
public class ModelListCache {

    private static final Logger LOG = Logger.getLogger(ModelListCache.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration FRESH_AFTER_FAILURE = Duration.ofSeconds(10);
    /**
     * A request waits for this answer before it has begun: better a name taken for a prefix than a minute's silence.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock clock;
    private final Timer delays;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();

    public ModelListCache(Clock clock, Timer delays) {
        this.clock = clock;
        this.delays = delays;
    }

    /** The upstream's models; none when it cannot list them. Never fails. Whoever waits with others goes on at home. */
    public Uni<List<ObjectNode>> of(Upstream upstream) {
        Uni<List<ObjectNode>> models = listings.computeIfAbsent(upstream.name(), name -> new Listing(upstream)).models;
        return Uni.createFrom().deferred(() -> models.emitOn(EventLoopExecutor.here()));
    }

    /** Whether the upstream lists a model of this name. */
    public Uni<Boolean> lists(Upstream upstream, String model) {
        return of(upstream).map(models -> models.stream().anyMatch(entry -> model.equals(entry.path("id").asText())));
    }

    /** One upstream's list: however many requests want it at once, it is asked once. */
    private final class Listing {

        private final Uni<List<ObjectNode>> models;
        private volatile Instant until = Instant.MAX;

        Listing(Upstream upstream) {
            this.models = delays
                    .limit(upstream.models(), PATIENCE, () -> new IllegalStateException("no answer in " + PATIENCE))
                    .onSubscription().invoke(() -> until = Instant.MAX)
                    .onItem().invoke(() -> keepFor(FRESH))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("upstream '%s' does not list its models: %s", upstream.name(),
                            failure.getMessage()))
                    .onFailure().recoverWithItem(() -> {
                        keepFor(FRESH_AFTER_FAILURE);
                        return List.of();
                    })
                    .memoize().until(() -> clock.instant().isAfter(until));
        }

        private void keepFor(Duration fresh) {
            until = clock.instant().plus(fresh);
        }
    }
}
