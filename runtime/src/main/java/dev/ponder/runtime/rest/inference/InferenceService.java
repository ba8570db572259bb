package dev.ponder.runtime.rest.inference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.openai.wire.ChoiceWriter;
import dev.ponder.runtime.rest.relay.RelayResponder;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers conversations and texts: by the engine where a strategy applies, or where the upstream has nothing that could
 * be handed on.
 */
@ApplicationScoped
public class InferenceService {

    private final RequestReception reception;
    private final ServedModelLookup models;
    private final InferenceEngine engine;
    private final InferenceResponder responder;
    private final RelayResponder relay;

    public InferenceService(RequestReception reception, ServedModelLookup models, InferenceEngine engine,
            InferenceResponder responder,
            RelayResponder relay) {
        this.reception = reception;
        this.models = models;
        this.engine = engine;
        this.responder = responder;
        this.relay = relay;
    }

    public Uni<Response> answer(HttpServerRequest request, RequestReader reader, ChoiceWriter form) {
        return reception.receive(request, reader, (client, selection) -> {
            models.checkConverses(client, selection);
            return answer(client, selection, form, request);
        });
    }

    private Uni<Response> answer(ClientRequest client, Selection selection, ChoiceWriter form,
            HttpServerRequest request) {
        return selection.expression().passthrough()
                ? relay.upstream(client, selection.model()).chain(upstream -> upstream.relays(client.endpoint())
                        ? relay.relay(client, selection, upstream, request)
                        : infer(client, selection, form, request))
                : infer(client, selection, form, request);
    }

    private Uni<Response> infer(ClientRequest client, Selection selection, ChoiceWriter form,
            HttpServerRequest request) {
        var progress = new ProgressStream(client.own().progress());
        InferenceRun run = engine.run(client.inference(client.prompts().get(), selection, progress));
        return client.delivery().stream()
                ? responder.stream(run, form, progress, client, selection.warning(), request)
                : responder.whole(run, form, client.model(), selection.warning());
    }
}
