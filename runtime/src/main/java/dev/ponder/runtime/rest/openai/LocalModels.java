package dev.ponder.runtime.rest.openai;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.model.EncoderModel;
import dev.ponder.runtime.model.ModelRegistry;
import dev.ponder.runtime.model.RegisteredModel;
import dev.ponder.runtime.upstream.Endpoint;

/** The models that are served here, as endpoints of OpenAI's protocol ask for them. */
@ApplicationScoped
class LocalModels {

    private final ModelRegistry models;

    LocalModels(ModelRegistry models) {
        this.models = models;
    }

    /** Refuses a model that is served here and does not converse, or is not ready. What it does not know may pass. */
    void checkConverses(ClientRequest client) {
        models.find(client.model()).map(RegisteredModel::whenReady)
                .filter(model -> model.definition().chat().isEmpty())
                .ifPresent(model -> {
                    throw unsupported(client);
                });
    }

    /** The model that embeds and ranks; empty for one that the upstreams may know. Refuses one that does not. */
    Optional<EncoderModel> encoder(ClientRequest client) {
        Optional<RegisteredModel> model = models.find(client.model()).map(RegisteredModel::whenReady);
        Optional<EncoderModel> encoder = model.flatMap(found -> found.definition().encoder());
        if (model.isPresent() && encoder.isEmpty() && model.get().definition().chat().isEmpty()) {
            throw unsupported(client);
        }
        return encoder;
    }

    private static RequestException unsupported(ClientRequest client) {
        Endpoint endpoint = client.endpoint();
        return RequestException.invalid("model", "model '" + client.model() + "' does not support " + endpoint.title()
                + " (expected one that does)");
    }
}
