package dev.ponder.runtime.serving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.ponder.api.error.ModelException;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The served models by name. Thread-safe. */
@Singleton
public class ModelRegistry {

    private final Map<String, ModelDefinition> builtIn = new LinkedHashMap<>();
    private final Map<String, RegisteredModel> models = new ConcurrentSkipListMap<>();
    private final Executor workers;

    @Inject
    ModelRegistry(ModelDefinitions definitions) {
        this(definitions.all(), Infrastructure.getDefaultWorkerPool());
    }

    ModelRegistry(List<ModelDefinition> definitions, Executor workers) {
        this.workers = workers;
        definitions.forEach(this::add);
    }

    /** All models, ready or not, ordered by name. */
    public List<RegisteredModel> all() {
        return List.copyOf(models.values());
    }

    /** The model of this name. */
    public Optional<RegisteredModel> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /** The model of this name, ready or not. Fails with 404. */
    public RegisteredModel get(String name) {
        return find(name).orElseThrow(() -> ModelException.notFound(name));
    }

    /** The model of this name; empty if it was never served. Fails with 404 if it was unloaded. */
    public Optional<RegisteredModel> served(String name) {
        if (unloaded(name)) {
            throw ModelException.notFound(name);
        }
        return find(name);
    }

    /**
     * The built-in model of this name. Empty for a model that a client loaded from the repository: such a name must not
     * hide a model of an upstream. Fails with 404 if the model was unloaded.
     */
    public Optional<RegisteredModel> own(String name) {
        return served(name).filter(model -> builtIn.containsKey(name));
    }

    /** Whether this is a built-in model that was unloaded. */
    public boolean unloaded(String name) {
        return builtIn.containsKey(name) && !models.containsKey(name);
    }

    /** The built-in model of this name, loaded or not: one of the application, or of the configuration. */
    Optional<ModelDefinition> builtIn(String name) {
        return Optional.ofNullable(builtIn.get(name));
    }

    /**
     * A model of an upstream as a model that is ready, without adding it. Its name is that of the upstream's model, so that
     * metrics have few names.
     *
     * @param named the name that the client used, with or without the prefix of a strategy
     */
    public RegisteredModel ofUpstream(String model, String named) {
        return prepare(ModelDefinition.ofUpstream(model, named)).loaded();
    }

    RegisteredModel prepare(ModelDefinition definition) {
        return new RegisteredModel(definition, workers);
    }

    /** Serves the model under its name; returns the model that had the name before. */
    Optional<RegisteredModel> put(RegisteredModel model) {
        return Optional.ofNullable(models.put(model.name(), model));
    }

    Optional<RegisteredModel> remove(String name) {
        return Optional.ofNullable(models.remove(name));
    }

    private void add(ModelDefinition definition) {
        if (builtIn.putIfAbsent(definition.name(), definition) != null) {
            throw new IllegalStateException("model '" + definition.name() + "' is defined twice (expected one"
                    + " @ServedModel or one ponder.models." + definition.name() + " of this name)");
        }
        models.put(definition.name(), prepare(definition));
    }
}
