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

import io.smallrye.mutiny.Uni;

/** What the upstreams list, remembered for a while: model names are looked up on every request that may hold a prefix. */
@ApplicationScoped
public class ModelCatalogue {

    private static final Logger LOG = Logger.getLogger(ModelCatalogue.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration FRESH_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(Uni<List<ObjectNode>> models, Instant until) {}

    ModelCatalogue(Clock clock) {
        this.clock = clock;
    }

    /** The upstream's models; none when it cannot list them. Never fails. */
    public Uni<List<ObjectNode>> of(Upstream upstream) {
        Entry entry = entries.get(upstream.name());
        if (entry != null && clock.instant().isBefore(entry.until())) {
            return entry.models();
        }
        return upstream.models()
                .onItem().invoke(models -> remember(upstream, models, FRESH))
                .onFailure().invoke(failure -> LOG.warnf("upstream '%s' does not list its models: %s",
                        upstream.name(), failure.getMessage()))
                .onFailure().recoverWithItem(() -> remember(upstream, List.of(), FRESH_AFTER_FAILURE));
    }

    /** Whether the upstream lists a model of this name. */
    public Uni<Boolean> lists(Upstream upstream, String model) {
        return of(upstream).map(models -> models.stream().anyMatch(entry -> model.equals(entry.path("id").asText())));
    }

    private List<ObjectNode> remember(Upstream upstream, List<ObjectNode> models, Duration fresh) {
        entries.put(upstream.name(), new Entry(Uni.createFrom().item(models), clock.instant().plus(fresh)));
        return models;
    }
}
