package dev.ponder.runtime.rest.inference;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/** Reads what the bodies of all endpoints have in common: the model, Ponder's own options and the response options. */
@Singleton
public class ClientRequestReader implements ReloadableSettings {

    private volatile int maxChoices;
    private final PonderOptionsReader options;
    private final JsonBodyReader json;

    public ClientRequestReader(PonderConfig config, PonderOptionsReader options, JsonBodyReader json) {
        this.json = json;
        this.maxChoices = config.limits().maxChoices();
        this.options = options;
    }

    @Override
    public void use(PonderConfig changed) {
        maxChoices = changed.limits().maxChoices();
    }

    /**
     * Reads a request for completions, still without its prompts. Fails with 400.
     *
     * @param members the members that the endpoint needs, for error messages
     * @param tag the strategy tag that was removed from the messages; empty if there was none
     */
    public ClientRequest read(Endpoint endpoint, Buffer received, String members, RequestHints hints,
            Optional<Named> tag) {
        RequestBody body = json.scan(received, options.fields(), members);
        return read(endpoint, body, hints, tag, ResponseOptions.read(body.values(), maxChoices));
    }

    /** Reads a request whose response is always whole. Fails with 400. */
    public ClientRequest readWhole(Endpoint endpoint, Buffer received, String members, RequestHints hints) {
        RequestBody body = json.scan(received, options.fields(), members);
        return read(endpoint, body, hints, Optional.empty(), ResponseOptions.WHOLE);
    }

    private ClientRequest read(Endpoint endpoint, RequestBody body, RequestHints hints, Optional<Named> tag,
            ResponseOptions response) {
        JsonField named = JsonField.of(body.values(), "model");
        if (hints.model() != null && !named.present()) {
            body.addModel(hints.model());
        }
        String model = JsonField.of(body.values(), "model")
                .text("the name of a model, as GET /v1/models lists them");
        PonderOptions ponder = options.read(body.values(), hints.strategy(), tag, hints.client());
        return new ClientRequest(endpoint, body, model, ponder, response, () -> Prompts.NONE);
    }
}
