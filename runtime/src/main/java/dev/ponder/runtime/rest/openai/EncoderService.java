package dev.ponder.runtime.rest.openai;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.RequestReception;
import dev.ponder.runtime.rest.inference.ServedModelLookup;
import dev.ponder.runtime.rest.relay.RelayResponder;
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
class EncoderService {

    private final RequestReception reception;
    private final RelayResponder relay;
    private final ServedModelLookup models;
    private final ServedEncoder encoder;

    EncoderService(RequestReception reception, RelayResponder relay, ServedModelLookup models, ServedEncoder encoder) {
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
