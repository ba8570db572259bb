package dev.ponder.runtime.rest.openai;

import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.rest.inference.RequestReader;
import dev.ponder.runtime.rest.inference.ServedModelLookup;
import dev.ponder.runtime.rest.openai.wire.CompletionStreamFormat;
import dev.ponder.runtime.rest.relay.RelayResponder;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.upstream.Upstream;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers embeddings and rerank requests, by a served model or by an upstream. No strategy applies to them: a strategy that
 * the request names is rejected, the server's default strategy is ignored.
 */
@Singleton
class EncoderService {

    private final RequestDispatcher dispatcher;
    private final ThreadOffload offload;
    private final StrategySelector selector;
    private final ServedModelLookup models;
    private final ServedEncoder encoder;
    private final RelayResponder relay;
    private final QuotaService quota;

    EncoderService(RequestDispatcher dispatcher, ThreadOffload offload, StrategySelector selector,
            ServedModelLookup models, ServedEncoder encoder, RelayResponder relay, QuotaService quota) {
        this.dispatcher = dispatcher;
        this.offload = offload;
        this.selector = selector;
        this.models = models;
        this.encoder = encoder;
        this.relay = relay;
        this.quota = quota;
    }

    Uni<Response> answer(HttpServerRequest request, RequestReader reader) {
        RequestHints hints = RequestHints.of(request);
        return dispatcher.admit(request,
                body -> offload.of(body.length(), () -> reader.read(body, hints))
                        .chain(client -> selector.select(client.options().strategy(), client.model(), hints.client())
                                .chain(selection -> dispatcher.withPermit(
                                        () -> answer(client, selection, request)))));
    }

    private Uni<Response> answer(ClientRequest client, Selection selection, HttpServerRequest request) {
        checkNoStrategy(client, selection);
        Optional<RegisteredModel> served = models.encoder(client, selection);
        if (served.isPresent()) {
            // Found by its whole name, which may begin like a strategy prefix
            ClientPermissions.checkModel(RequestClient.of(request), served.get().name());
            return quota.limited(RequestClient.of(request), encoder.answer(served.get(), client));
        }
        RequestLimits limits = client.limits();
        return relay.upstream(selection.model(), limits).chain(upstream -> {
            checkRelays(client, selection, upstream);
            return relay.relay(client.relayTo(selection.model()), upstream, limits, selection.warning(),
                    new CompletionStreamFormat(), client, request);
        });
    }

    /** The strategy {@code none} may be named. */
    private static void checkNoStrategy(ClientRequest client, Selection selection) {
        if (selection.expression().passthrough() || selection.byDefault()) {
            return;
        }
        String source = Optional.ofNullable(client.options().strategy()).map(Named::source).orElse("model");
        throw RequestException.invalid(source, source + ": strategy '" + selection.expression()
                + "' does not apply to " + client.endpoint().title() + " (expected none)");
    }

    private static void checkRelays(ClientRequest client, Selection selection, Upstream upstream) {
        if (!upstream.relays(client.endpoint())) {
            throw RequestException.invalid("model", "model '" + selection.model() + "' does not support "
                    + client.endpoint().title()
                    + " (expected a served model that does, or one of an upstream that does,"
                    + " as ponder.upstreams.<name>.base-url and .models name them)");
        }
    }
}
