package dev.ponder.runtime.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/** All upstreams, and which of them serve a model. */
@ApplicationScoped
public class UpstreamRegistry {

    private final List<UpstreamRoute> routes;
    /** Those that serve the models that they list. */
    private final List<UpstreamRoute> unclaimed;
    private final List<UpstreamRoute> fallbacks;
    private final boolean claims;
    private final ModelListCache modelLists;
    private final UpstreamChain chain;
    /** By the names of their upstreams. */
    private final Map<List<String>, Upstream> clusters = new ConcurrentHashMap<>();
    private final Map<String, Upstream> unlisted = new ConcurrentHashMap<>();

    public UpstreamRegistry(@All List<UpstreamFactory> factories, ModelListCache modelLists, UpstreamChain chain) {
        this.routes = factories.stream().flatMap(factory -> factory.routes().stream()).toList();
        this.unclaimed = routes(route -> route.claims().isEmpty() && !route.fallback());
        this.fallbacks = routes(UpstreamRoute::fallback);
        this.claims = routes.stream().anyMatch(route -> !route.claims().isEmpty());
        this.modelLists = modelLists;
        this.chain = chain;
        routes.forEach(chain::member);
    }

    /** All upstreams with their addresses and models. */
    public List<UpstreamRoute> routes() {
        return routes;
    }

    /** All upstreams, in the order of their names. */
    public List<Upstream> all() {
        return routes.stream().map(UpstreamRoute::upstream).toList();
    }

    /**
     * The upstream of a model, or the cluster of several: those that claim its name exactly, else those that claim it by
     * a pattern, else those that list it, else the fallback. Fails with 404.
     */
    public Uni<Upstream> forModel(String model) {
        Upstream only = unlisted.get(model);
        if (only != null) {
            return Uni.createFrom().item(only);
        }
        List<UpstreamRoute> claimants = claimants(model);
        if (!claimants.isEmpty()) {
            return Uni.createFrom().item(cluster(claimants, model));
        }
        if (unclaimed.isEmpty()) {
            return Uni.createFrom().item(cluster(fallbacks, model));
        }
        return thatList(model, unclaimed)
                .map(listers -> cluster(listers.isEmpty() ? fallbacks : listers, model));
    }

    /** Whether an upstream claims or lists this exact name, so that the name is not split into prefix and model. */
    public Uni<Boolean> knows(String model) {
        if (routes.stream().anyMatch(route -> route.claimsExactly(model))) {
            return Uni.createFrom().item(true);
        }
        if (!unlisted.isEmpty() && unlisted.keySet().stream().anyMatch(model::endsWith)) {
            return Uni.createFrom().item(unlisted.containsKey(model));
        }
        return thatList(model, routes(route -> route.claims().isEmpty())).map(listers -> !listers.isEmpty());
    }

    /** All models that the upstreams list, each once. */
    public Uni<List<ObjectNode>> models() {
        return together(all().stream().map(modelLists::of).toList())
                .map(lists -> List.copyOf(lists.stream().flatMap(List::stream).collect(Collectors.toMap(
                        model -> model.path("id").asText(), model -> model, (first, again) -> first,
                        LinkedHashMap::new)).values()));
    }

    /**
     * Adds an upstream for one model. It is not in {@link #routes}, in {@link #models} or among the upstreams whose health
     * and gauges are reported.
     *
     * @param chain what lies between a request and this upstream
     */
    public void addUnlisted(String model, UpstreamRoute route, UpstreamChain chain) {
        unlisted.put(model, chain.cluster(List.of(route)));
    }

    /** Removes an upstream that was added by {@link #addUnlisted}. */
    public void removeUnlisted(String model) {
        unlisted.remove(model);
    }

    private List<UpstreamRoute> claimants(String model) {
        if (!claims) {
            return List.of();
        }
        List<UpstreamRoute> exactly = routes(route -> route.claimsExactly(model));
        return exactly.isEmpty() ? routes(route -> route.claimsByPattern(model)) : exactly;
    }

    private Uni<List<UpstreamRoute>> thatList(String model, List<UpstreamRoute> candidates) {
        return together(candidates.stream().map(route -> modelLists.lists(route.upstream(), model)
                .map(lists -> lists ? Optional.of(route) : Optional.<UpstreamRoute>empty())).toList())
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** Waits for all, and fails with the first that fails. */
    private static <T> Uni<List<T>> together(List<Uni<T>> lookUps) {
        return lookUps.isEmpty() ? Uni.createFrom().item(List.of()) : Uni.join().all(lookUps).andFailFast();
    }

    private Upstream cluster(List<UpstreamRoute> found, String model) {
        if (found.isEmpty()) {
            throw unknown(model);
        }
        List<String> names = found.size() == 1
                ? List.of(found.get(0).upstream().name())
                : found.stream().map(route -> route.upstream().name()).toList();
        Upstream known = clusters.get(names);
        return known != null ? known : clusters.computeIfAbsent(names, first -> chain.cluster(found));
    }

    private List<UpstreamRoute> routes(Predicate<UpstreamRoute> wanted) {
        return routes.stream().filter(wanted).toList();
    }

    private RequestException unknown(String model) {
        return RequestException.unknownModel("model: '" + model
                + "' is not known here (expected one that GET /v1/models lists;"
                + " an upstream claims models with ponder.upstreams.<name>.models, and the one named 'default' takes the rest)");
    }
}
