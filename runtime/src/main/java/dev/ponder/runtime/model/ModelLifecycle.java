package dev.ponder.runtime.model;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.model.ModelRepository;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.time.Home;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/** Loads and unloads models: all at the start and the end, each by name in between. */
@ApplicationScoped
public class ModelLifecycle implements Readiness {

    private static final Logger LOG = Logger.getLogger(ModelLifecycle.class);

    private final ModelRegistry registry;
    private final Optional<ModelRepository> repository;
    private final boolean needsAll;

    ModelLifecycle(ModelRegistry registry, @All List<ModelRepository> repositories, PonderConfig config) {
        if (repositories.size() > 1) {
            throw new IllegalStateException("there are " + repositories.size()
                    + " beans of type ModelRepository (expected one at the most)");
        }
        this.registry = registry;
        this.repository = repositories.stream().findFirst();
        this.needsAll = config.kserve().readyNeedsAllModels();
    }

    /** A model that cannot be loaded does not keep the others from answering. */
    void start(@Observes StartupEvent started) {
        registry.all().forEach(model -> model.load().subscribe().with(loaded -> {
        }, failure -> LOG.errorf(failure, "model '%s' was not loaded", model.name())));
    }

    void stop(@Observes ShutdownEvent ended) {
        registry.all().forEach(model -> unloaded(model).subscribe().with(unloaded -> {
        }));
    }

    @Override
    public boolean ready() {
        return registry.all().stream().allMatch(model -> needsAll
                ? model.ready()
                : model.state() != RegisteredModel.State.LOADING);
    }

    /**
     * Loads a model and serves it when it is ready. One that is there already and was not found in a repository stays
     * as it is; one from the repository is found anew, and takes its place. Fails with 503 and the reason.
     */
    public Uni<Void> load(String name) {
        Optional<RegisteredModel> present = registry.find(name);
        Optional<ModelDefinition> builtIn = registry.builtIn(name);
        if (present.isPresent() && builtIn.isPresent()) {
            return present.get().ready() ? Uni.createFrom().voidItem() : loaded(present.get());
        }
        return builtIn.map(Uni.createFrom()::item).orElseGet(() -> found(name))
                .chain(definition -> serve(registry.prepare(definition)));
    }

    /** Unloads a model; its name is free then. Fails with 404. */
    public Uni<Void> unload(String name) {
        return Uni.createFrom()
                .item(() -> registry.remove(name).orElseThrow(() -> ModelException.notFound(name)))
                .chain(RegisteredModel::unload);
    }

    private Uni<ModelDefinition> found(String name) {
        return repository
                .map(models -> models.find(name).emitOn(Home.here()).map(model -> ModelDefinition.of(name, model))
                        .onFailure().transform(failure -> notReady(name, failure)))
                .orElseGet(() -> Uni.createFrom().failure(ModelException.notFound(name)));
    }

    /** What was loaded in vain lets go of what it took. */
    private Uni<Void> serve(RegisteredModel model) {
        return loaded(model)
                .onFailure().call(() -> unloaded(model))
                .chain(() -> registry.put(model)
                        .map(RegisteredModel::unload)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Uni<Void> unloaded(RegisteredModel model) {
        return model.unload().onFailure().invoke(
                failure -> LOG.warnf(failure, "model '%s' did not unload", model.name())).onFailure().recoverWithNull();
    }

    private static Uni<Void> loaded(RegisteredModel model) {
        return model.load()
                .onFailure().transform(failure -> notReady(model.name(), failure))
                .invoke(model::whenReady);
    }

    /** What its author says of it is for the client. */
    private static ModelException notReady(String name, Throwable failure) {
        if (failure instanceof ModelException known) {
            return known.fault() == ModelException.Fault.NOT_READY
                    ? known
                    : ModelException.notReady(name, known.getMessage());
        }
        LOG.errorf(failure, "model '%s' was not loaded", name);
        return ModelException.notReady(name, "It could not be loaded (see the server's log).");
    }
}
