package dev.ponder.runtime.rest.inference;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategySelector.Selection;

/** Finds the served model that a request names, and checks that it supports the endpoint. */
@Singleton
public class ServedModelLookup {

    private final ModelRegistry models;
    private final ModelAliases aliases;

    public ServedModelLookup(ModelRegistry models, ModelAliases aliases) {
        this.models = models;
        this.aliases = aliases;
    }

    /** Rejects a served model that is no chat model, or that is not ready. Models of upstreams pass. */
    public void checkChat(ClientRequest client, Selection selection) {
        served(client, selection)
                .filter(model -> model.definition().chat().isEmpty())
                .ifPresent(model -> {
                    throw unsupported(client);
                });
    }

    /**
     * The served model that makes vectors and scores; empty for a model that an upstream may have. Rejects a served
     * model that can do neither, or that is not ready.
     */
    public Optional<RegisteredModel> encoder(ClientRequest client, Selection selection) {
        Optional<RegisteredModel> model = served(client, selection);
        Optional<RegisteredModel> encoder = model.filter(found -> found.definition().encoder().isPresent());
        if (model.isPresent() && encoder.isEmpty() && model.get().definition().chat().isEmpty()) {
            throw unsupported(client);
        }
        return encoder;
    }

    /** By the whole name first, then by the name without the strategy. The latter is not resolved as an alias again. */
    private Optional<RegisteredModel> served(ClientRequest client, Selection selection) {
        String withoutStrategy = selection.model();
        return models.own(client.model())
                .or(() -> aliases.all().containsKey(withoutStrategy) ? Optional.empty() : models.own(withoutStrategy))
                .map(RegisteredModel::whenReady);
    }

    private static RequestException unsupported(ClientRequest client) {
        return RequestException.invalid("model", "model '" + client.model() + "' does not support "
                + client.endpoint().title() + " (expected one that does)");
    }
}
