package dev.ponder.runtime.rest.inference;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/** Reads what the bodies of all endpoints have in common: the model, Ponder's own options and the response options. */
@ApplicationScoped
public class ClientRequestReader {

    private final int maxChoices;
    private final PonderOptionsReader options;

    public ClientRequestReader(PonderConfig config, PonderOptionsReader options) {
        this.maxChoices = config.limits().maxChoices();
        this.options = options;
    }

    /**
     * Reads a request for completions, still without its prompts.
     *
     * @param body the parsed body, from which Ponder's own fields are removed
     * @param tag the strategy tag that was removed from the messages; empty if there was none
     */
    public ClientRequest read(Endpoint endpoint, Buffer received, ObjectNode body, RequestHints hints,
            Optional<Named> tag) {
        return read(endpoint, received, body, hints, tag, ResponseOptions.read(body, maxChoices));
    }

    /** Reads a request whose response is always whole. */
    public ClientRequest readWhole(Endpoint endpoint, Buffer received, ObjectNode body,
            RequestHints hints) {
        return read(endpoint, received, body, hints, Optional.empty(), ResponseOptions.WHOLE);
    }

    private ClientRequest read(Endpoint endpoint, Buffer received, ObjectNode body, RequestHints hints,
            Optional<Named> tag, ResponseOptions response) {
        boolean named = hints.model() == null || JsonField.of(body, "model").present();
        if (!named) {
            body.put("model", hints.model());
        }
        String model = JsonField.of(body, "model").text("the name of a model, as GET /v1/models lists them");
        int members = body.size();
        PonderOptions ponder = options.read(body, hints.strategy(), tag);
        options.removeFrom(body);
        boolean changed = !named || tag.isPresent() || body.size() != members;
        return new ClientRequest(endpoint, new RelayableBody(received, body, changed), model, ponder, response,
                Prompts.NONE);
    }
}
