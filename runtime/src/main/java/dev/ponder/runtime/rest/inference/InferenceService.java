package dev.ponder.runtime.rest.inference;

import java.util.List;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.rest.relay.RelayResponder;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers requests for completions: admits them, parses the body, selects the strategy, and runs it. A request without a
 * strategy is relayed if the upstream supports it.
 */
@Singleton
public class InferenceService {

    private final RequestDispatcher dispatcher;
    private final ThreadOffload offload;
    private final StrategySelector selector;
    private final ServedModelLookup models;
    private final InferenceEngine engine;
    private final InferenceResponder responder;
    private final RelayResponder relay;
    private final boolean recordsPlainTexts;

    InferenceService(RequestDispatcher dispatcher, ThreadOffload offload, StrategySelector selector,
            ServedModelLookup models, InferenceEngine engine, InferenceResponder responder, RelayResponder relay,
            PonderConfig config) {
        this.dispatcher = dispatcher;
        this.offload = offload;
        this.selector = selector;
        this.models = models;
        this.engine = engine;
        this.responder = responder;
        this.relay = relay;
        this.recordsPlainTexts = config.record().enabled() && config.record().plainTexts();
    }

    /** Answers a request to an endpoint. */
    public Uni<Response> answer(HttpServerRequest request, InferenceEndpoint endpoint) {
        RequestHints hints = RequestHints.of(request);
        return dispatcher.admit(request,
                body -> offload.of(body.length(), () -> endpoint.reader().read(body, hints))
                        .chain(client -> selector.select(client.options().strategy(), client.model(), hints.client())
                                .chain(selection -> dispatcher.withPermit(
                                        () -> answer(client, selection, endpoint, request)))
                                .onFailure().transform(failure -> selector.explained(failure, client.model()))));
    }

    private Uni<Response> answer(ClientRequest client, Selection selection, InferenceEndpoint endpoint,
            HttpServerRequest request) {
        models.checkChat(client, selection);
        if (!selection.expression().passthrough()) {
            return infer(client, selection, endpoint, request);
        }
        RequestLimits limits = client.limits();
        return relay.upstream(selection.model(), limits)
                .chain(upstream -> upstream.relays(client.endpoint()) && !client.options().batched()
                        && !recordsPlainTexts
                                ? relay.relay(client.relayTo(selection.model()), upstream, limits, selection.warning(),
                                        endpoint.relayFormats().get(), client, request)
                                : infer(client, selection, endpoint, request));
    }

    private Uni<Response> infer(ClientRequest client, Selection selection, InferenceEndpoint endpoint,
            HttpServerRequest request) {
        return offload.of(client.body().length(), () -> client.prompts().get().required())
                .chain(prompts -> infer(prompts, client, selection, endpoint, request));
    }

    private Uni<Response> infer(List<ChatRequest> prompts, ClientRequest client, Selection selection,
            InferenceEndpoint endpoint, HttpServerRequest request) {
        var progress = new ProgressStream(client.options().progress());
        InferenceRun run = engine.run(client.options()
                .inference(prompts, selection, client.response(), progress).from(RequestOrigins.of(request)));
        AnswerEncoder encoder = endpoint.encoders().create(run, client);
        return client.response().stream()
                ? responder.stream(run, encoder, progress, selection.warning(), request)
                : responder.whole(run, encoder, selection.warning());
    }
}
