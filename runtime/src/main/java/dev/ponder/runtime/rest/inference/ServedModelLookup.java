package dev.ponder.runtime.rest.inference;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.upstream.Endpoint;

/** The models that are served here, as endpoints of OpenAI's protocol ask for them. */
@ApplicationScoped
public class ServedModelLookup {

    private final ModelRegistry models;
    private final ModelAliases aliases;

    public ServedModelLookup(ModelRegistry models, ModelAliases aliases) {
        this.models = models;
        this.aliases = aliases;
    }

    /** Refuses a model that is served here and does not converse, or is not ready. What it does not know may pass. */
    public void checkConverses(ClientRequest client, Selection selection) {
        asked(client, selection)
                .filter(model -> model.definition().chat().isEmpty())
                .ifPresent(model -> {
                    throw unsupported(client);
                });
    }

    /** The model that embeds and ranks; empty for one that the upstreams may know. Refuses one that does not. */
    public Optional<RegisteredModel> encoder(ClientRequest client, Selection selection) {
        Optional<RegisteredModel> model = asked(client, selection);
        Optional<RegisteredModel> encodes = model.filter(found -> found.definition().encoder().isPresent());
        if (model.isPresent() && encodes.isEmpty() && model.get().definition().chat().isEmpty()) {
            throw unsupported(client);
        }
        return encodes;
    }

    /** By its whole name, or behind a strategy's. What is left of that is no alias: it would name something else. */
    private Optional<RegisteredModel> asked(ClientRequest client, Selection selection) {
        String behind = selection.model();
        return models.own(client.model())
                .or(() -> aliases.all().containsKey(behind) ? Optional.empty() : models.own(behind))
                .map(RegisteredModel::whenReady);
    }

    private static RequestException unsupported(ClientRequest client) {
        Endpoint endpoint = client.endpoint();
        return RequestException.invalid("model", "model '" + client.model() + "' does not support " + endpoint.title()
                + " (expected one that does)");
    }
}
