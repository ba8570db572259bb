package dev.ponder.strategies.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Cost;
import dev.ponder.api.Delegate;
import dev.ponder.api.Inference;
import dev.ponder.strategies.router.OutcomeLog.Key;

/** Chooses the strategies for a kind of request within the budget. */
final class RoutePolicy {

    /** The n-th strategy of a list precedes the next one unless its rate of success is lower by a tenth. */
    private static final double RANK_WEIGHT = 0.9;
    private static final String READ_URLS = "readurls";
    private static final String PRIVACY = "privacy";
    private static final String JSON = "json";
    private static final String PLAIN = "none";

    private final Inference inference;
    private final RouterConfig settings;
    private final OutcomeLog log;
    private final Map<String, Delegate> delegates;

    RoutePolicy(Inference inference, RouterConfig settings, OutcomeLog log) {
        this.inference = inference;
        this.settings = settings;
        this.log = log;
        this.delegates = inference.delegates().stream().collect(Collectors.toMap(Delegate::id, Function.identity()));
    }

    /**
     * The chosen strategies.
     *
     * @param ids the pipeline; empty for a plain call
     * @param key what its outcome is recorded under
     * @param cost the maximum cost
     */
    record Route(List<String> ids, Key key, Cost cost) {

        Route {
            ids = List.copyOf(ids);
        }

        @Override
        public String toString() {
            return ids.isEmpty() ? PLAIN : String.join("&", ids);
        }
    }

    /**
     * The best route: strategies that prepare the request or the form of the answer where they are enabled and the request
     * needs them, around the strategy for its kind.
     */
    Route route(RequestFeatures features) {
        boolean agent = inference.request().offersTools() || inference.request().conversation().endsWithToolResult();
        List<String> wanted = agent ? List.of() : features.kind().strategies(settings);
        List<String> before = enabled(features.personal() ? PRIVACY : "", features.links() ? READ_URLS : "");
        List<String> after = enabled(inference.request().parameters().containsKey("response_format") && !agent
                ? JSON
                : "");
        List<Route> routes = wanted.stream().filter(delegates::containsKey).distinct()
                .map(id -> route(features.kind(), before, id, after)).filter(this::affordable).toList();
        Instant now = inference.clock().instant();
        return IntStream.range(0, routes.size()).boxed()
                .max(Comparator.comparingDouble((Integer rank) -> score(routes.get(rank), rank, now))
                        .thenComparing(Comparator.reverseOrder()))
                .map(routes::get)
                .orElseGet(() -> plain(features.kind(), before, after));
    }

    private double score(Route route, int rank, Instant now) {
        double success = settings.learn() ? log.successRate(route.key(), now) : 1;
        return success * Math.pow(RANK_WEIGHT, rank);
    }

    /** If the budget does not suffice for all of it, what protects the client's data has precedence. */
    private Route plain(QuestionKind kind, List<String> before, List<String> after) {
        Route whole = route(kind, before, PLAIN, after);
        Route bare = route(kind, before, PLAIN, List.of());
        return affordable(whole) ? whole : affordable(bare) ? bare : route(kind, List.of(), PLAIN, List.of());
    }

    private Route route(QuestionKind kind, List<String> before, String id, List<String> after) {
        var ids = new ArrayList<>(before);
        if (!id.equals(PLAIN) || before.isEmpty() && after.isEmpty()) {
            ids.add(id);
        }
        ids.addAll(after);
        ids.removeIf(each -> !delegates.containsKey(each));
        int calls = Math.max(1, ids.stream().mapToInt(each -> delegates.get(each).cost().calls()).sum());
        int depth = Math.max(1, ids.stream().mapToInt(each -> delegates.get(each).cost().depth()).sum());
        return new Route(ids, new Key(inference.client(), inference.request().model(), kind, id),
                new Cost(calls, Math.min(calls, depth)));
    }

    private boolean affordable(Route route) {
        return route.cost().calls() <= Math.min(settings.maxCalls(), inference.budget().remainingCalls())
                && route.cost().depth() <= settings.maxDepth();
    }

    private List<String> enabled(String... ids) {
        return List.of(ids).stream().filter(delegates::containsKey).toList();
    }
}
