package dev.ponder.strategies.router;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.InferenceException;
import dev.ponder.strategies.router.RoutePolicy.Route;
import dev.ponder.strategies.router.RouterConfig.Classifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Chooses a strategy for each request: finds the kind of the request, and takes the first strategy of the list for this kind
 * that is enabled, within the budget, and did not fail more often than the next one. A request with tools is a plain call.
 */
@Strategy(id = "router", title = "Router", paper = "arXiv:2406.18665", settings = RouterConfig.class,
        summary = "Chooses one of the other strategies by the kind of the question, the budget and earlier outcomes.",
        tools = ToolPolicy.FINAL_STAGE)
class Router implements InferenceStrategy.Streaming {

    private static final String STAGE = "route";

    private final RouterConfig config;
    private final OutcomeLog log = new OutcomeLog();

    Router(RouterConfig config) {
        this.config = config;
    }

    /** The bound within which it chooses, and the call of the classifier. */
    @Override
    public Cost cost(Settings settings) {
        RouterConfig own = settings.of(config);
        boolean asks = own.classifier() == Classifier.MODEL;
        return new Cost(own.maxCalls() + (asks ? RouteClassifier.CALLS : 0),
                Math.min(own.maxDepth(), own.maxCalls()) + (asks ? 1 : 0));
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        RouterConfig settings = inference.settings().of(config);
        return features(inference, settings).onItem().transformToMulti(features -> {
            Route route = new RoutePolicy(inference, settings, log).route(features);
            announce(inference, features, route);
            return settings.learn() ? recorded(inference, route) : answer(inference, route);
        });
    }

    private static Uni<RequestFeatures> features(Inference inference, RouterConfig settings) {
        ChatRequest request = inference.request();
        Uni<RequestFeatures> rules = inference.compute(RequestFeatures.characters(request),
                () -> RequestFeatures.of(request, settings.longCharacters()));
        if (settings.classifier() == Classifier.RULES || request.offersTools()
                || request.conversation().endsWithToolResult()) {
            return rules;
        }
        return rules.chain(found -> RouteClassifier.ask(inference, settings.classifierModel()).map(kind -> {
            if (kind.isEmpty()) {
                inference.report(new Finding.Degraded(RouteClassifier.STAGE,
                        "the model did not classify the request, so rules did"));
            }
            return new RequestFeatures(kind.orElse(found.kind()), found.links(), found.personal());
        }));
    }

    private static void announce(Inference inference, RequestFeatures features, Route route) {
        String reason = "the request is of the kind '" + features.kind().label() + "', at most " + route.cost().calls()
                + (route.cost().calls() == 1 ? " call" : " calls");
        inference.progress(new Progress(STAGE, 1, 1, route + ": " + reason));
        inference.report(new Finding.Routed(STAGE, route.toString(), reason));
    }

    private static Multi<AnswerPart> answer(Inference inference, Route route) {
        return route.ids().isEmpty()
                ? inference.answer(Prompt.inheriting("answer", inference.request()))
                : inference.delegate(route.ids(), inference.request());
    }

    /** A client that disconnects decides nothing, nor does a request that is wrong by itself. */
    private Multi<AnswerPart> recorded(Inference inference, Route route) {
        var complete = new AtomicBoolean();
        return answer(inference, route)
                .onItem().invoke(part -> complete.compareAndSet(false,
                        part instanceof AnswerPart.Finish finish && finish.reason().complete()))
                .onCompletion().invoke(() -> log.record(route.key(), complete.get(), inference.clock().instant()))
                .onFailure(failure -> failure instanceof InferenceException known && known.status() >= 429).invoke(
                        failure -> log.record(route.key(), false, inference.clock().instant()));
    }
}
