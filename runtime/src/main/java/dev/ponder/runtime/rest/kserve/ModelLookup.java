package dev.ponder.runtime.rest.kserve;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/**
 * Finds the model that a path of KServe's protocols names: a served model, or a model of an upstream, with or without the
 * prefix of a strategy, such as {@code moa-gpt-4o}. A model of an upstream must be listed or claimed by its exact name, so
 * that a mistyped name gets 404.
 */
@Singleton
public class ModelLookup {

    private final ModelRegistry models;
    private final StrategySelector selector;
    private final UpstreamRegistry upstreams;

    ModelLookup(ModelRegistry models, StrategySelector selector, UpstreamRegistry upstreams) {
        this.models = models;
        this.selector = selector;
        this.upstreams = upstreams;
    }

    /** The model of a name, ready or not. Fails with 404, and with 403 if the client may not use it. */
    public Uni<RegisteredModel> find(String name, ApiClient client) {
        return Uni.createFrom().deferred(() -> models.served(name).map(model -> permitted(model, client))
                .orElseGet(() -> ofUpstream(name, client)));
    }

    /** An alias is a chat model. It may stand for a strategy, which the client may not use. */
    private Uni<RegisteredModel> permitted(RegisteredModel model, ApiClient client) {
        if (client.anonymous()) {
            return Uni.createFrom().item(model);
        }
        if (model.definition().chatWithoutHooks().isPresent()) {
            return selector.select(null, model.name(), client).replaceWith(model);
        }
        ClientPermissions.checkModel(client, model.name());
        return Uni.createFrom().item(model);
    }

    /** The model of a name. Fails with 404, with 403 if the client may not use it, and with 503 if it is not ready. */
    public Uni<RegisteredModel> ready(String name, ApiClient client) {
        return find(name, client).map(RegisteredModel::whenReady);
    }

    private Uni<RegisteredModel> ofUpstream(String name, ApiClient client) {
        return selector.select(null, name, client).chain(selection -> {
            String model = selection.model();
            Optional<RegisteredModel> served = models.served(model);
            if (served.isPresent()) {
                return Uni.createFrom().item(withStrategy(served.get(), name));
            }
            return upstreams.knows(model).map(known -> {
                if (!known) {
                    throw ModelException.notFound(name);
                }
                return models.ofUpstream(model, name);
            });
        });
    }

    /** A strategy calls the chat model, not the hook methods. */
    private RegisteredModel withStrategy(RegisteredModel model, String name) {
        model.whenReady();
        if (model.definition().chat().isEmpty()) {
            throw ModelException.notFound(name);
        }
        return models.ofUpstream(model.name(), name);
    }
}
