package dev.ponder.runtime.strategy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelAliases;
import io.smallrye.mutiny.Uni;

/** Finds the models that a client may use, for lists of models. */
@Singleton
public class UsableModels {

    private final StrategySelector selector;
    private final ModelAliases aliases;

    UsableModels(StrategySelector selector, ModelAliases aliases) {
        this.selector = selector;
        this.aliases = aliases;
    }

    /** Those of the models that the client may use. */
    public Uni<Set<String>> of(Collection<String> models, ApiClient client) {
        if (client.anonymous() || models.isEmpty()) {
            return Uni.createFrom().item(Set.copyOf(models));
        }
        List<Uni<String>> checked = models.stream().map(model -> checked(model, client)).toList();
        return Uni.join().all(checked).andFailFast()
                .map(names -> names.stream().filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet()));
    }

    /** The name; empty if the client may not use it. An alias may stand for a strategy, which the client may not use. */
    private Uni<String> checked(String model, ApiClient client) {
        if (!aliases.all().containsKey(model)) {
            return Uni.createFrom().item(client.mayUseModel(model) ? model : "");
        }
        return selector.select(null, model, client).replaceWith(model)
                .onFailure(RequestException.class).recoverWithItem("");
    }
}
