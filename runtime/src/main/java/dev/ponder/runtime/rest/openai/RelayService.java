package dev.ponder.runtime.rest.openai;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.upstream.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Vectors and scores, about which there is nothing to ponder: a model of the application's own makes them, or they are
 * handed on. The server's default strategy is not meant.
 */
@ApplicationScoped
class RelayService {

    private final Reception reception;
    private final RelayResponder relay;
    private final LocalModels models;
    private final LocalEncoder encoder;

    RelayService(Reception reception, RelayResponder relay, LocalModels models, LocalEncoder encoder) {
        this.reception = reception;
        this.models = models;
        this.encoder = encoder;
        this.relay = relay;
    }

    Uni<Response> answer(HttpServerRequest request, RequestReader reader) {
        return reception.receive(request, reader, (client, selection) -> {
            refuseStrategy(client, selection);
            Optional<RegisteredModel> local = models.encoder(client, selection);
            if (local.isPresent()) {
                return encoder.answer(local.get(), client);
            }
            return relay.upstream(client, selection.model()).chain(upstream -> {
                refuseUnlessRelayed(client, selection, upstream);
                return relay.relay(client, selection, upstream, request);
            });
        });
    }

    /** One that leaves everything as it is may be named. */
    private static void refuseStrategy(ClientRequest client, Selection selection) {
        if (selection.expression().passthrough() || selection.byDefault()) {
            return;
        }
        String source = Optional.ofNullable(client.strategy()).map(Named::source).orElse("model");
        throw RequestException.invalid(source, source + ": strategy '" + selection.expression() + "' does not apply to "
                + client.endpoint().title() + " (expected none: there is nothing to ponder about)");
    }

    private static void refuseUnlessRelayed(ClientRequest client, Selection selection, Upstream upstream) {
        if (!upstream.relays(client.endpoint())) {
            throw RequestException.invalid("model", "model '" + selection.model() + "' does not support "
                    + client.endpoint().title()
                    + " (expected a served model that does, or one of an upstream that does,"
                    + " as ponder.upstreams.<name>.base-url and .models name them)");
        }
    }
}
