package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.metrics.InferenceMetrics;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** All upstreams, and which of them answers for a model. */
@ApplicationScoped
public class UpstreamRegistry {

    private final List<UpstreamRoute> routes;
    private final ModelCatalogue catalogue;

    UpstreamRegistry(@All List<UpstreamFactory> factories, ModelCatalogue catalogue, InferenceMetrics metrics,
            Clock clock) {
        this.routes = factories.stream()
                .flatMap(factory -> factory.routes().stream())
                .map(route -> route.with(new MeteredUpstream(route.upstream(), metrics, clock)))
                .toList();
        this.catalogue = catalogue;
    }

    /** All upstreams, in the order of their names. */
    public List<Upstream> all() {
        return routes.stream().map(UpstreamRoute::upstream).toList();
    }

    /** The upstream for a model: by exact claim, by pattern, by its own list, then the fallback. Fails with 404. */
    public Uni<Upstream> forModel(String model) {
        Optional<Upstream> claimed = claimant(model);
        if (claimed.isPresent()) {
            return Uni.createFrom().item(claimed.get());
        }
        List<Upstream> listers = upstreams(route -> route.claims().isEmpty() && !route.fallback());
        return firstThatLists(model, listers)
                .map(listed -> listed.or(this::fallback).orElseThrow(() -> unknown(model)));
    }

    /** Whether some upstream claims or lists exactly this model, so that its name must not be split. */
    public Uni<Boolean> knows(String model) {
        if (routes.stream().anyMatch(route -> route.claimsExactly(model))) {
            return Uni.createFrom().item(true);
        }
        return firstThatLists(model, upstreams(route -> route.claims().isEmpty())).map(Optional::isPresent);
    }

    /** All models that the upstreams list, each once. */
    public Uni<List<ObjectNode>> models() {
        return Multi.createFrom().iterable(all())
                .onItem().transformToUniAndConcatenate(catalogue::of)
                .onItem().<ObjectNode>disjoint()
                .select().distinct(model -> model.path("id").asText())
                .collect().asList();
    }

    private Optional<Upstream> claimant(String model) {
        return upstreams(route -> route.claimsExactly(model)).stream().findFirst()
                .or(() -> upstreams(route -> route.claimsByPattern(model)).stream().findFirst());
    }

    private Uni<Optional<Upstream>> firstThatLists(String model, List<Upstream> listers) {
        return Multi.createFrom().iterable(listers)
                .onItem().transformToUniAndConcatenate(upstream -> catalogue.lists(upstream, model)
                        .map(lists -> lists ? Optional.of(upstream) : Optional.<Upstream>empty()))
                .select().where(Optional::isPresent)
                .toUni()
                .map(found -> found == null ? Optional.empty() : found);
    }

    private Optional<Upstream> fallback() {
        return upstreams(UpstreamRoute::fallback).stream().findFirst();
    }

    private List<Upstream> upstreams(Predicate<UpstreamRoute> wanted) {
        return routes.stream().filter(wanted).map(UpstreamRoute::upstream).toList();
    }

    private RequestException unknown(String model) {
        return RequestException.unknownModel("model: '" + model
                + "' is not known here (expected one that GET /v1/models lists;"
                + " an upstream claims models with ponder.upstreams.<name>.models, and the one named 'default' takes the rest)");
    }
}
