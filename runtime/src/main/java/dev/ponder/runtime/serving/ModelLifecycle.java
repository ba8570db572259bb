package dev.ponder.runtime.serving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.concurrent.KeyedSerialExecutor;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.health.ReadinessCondition;
import dev.ponder.runtime.metrics.ModelMetrics;
import dev.ponder.runtime.time.Timer;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/** Loads and unloads models: all at the start and the end, each by name in between. */
@ApplicationScoped
public class ModelLifecycle implements ReadinessCondition {

    private static final Logger LOG = Logger.getLogger(ModelLifecycle.class);

    private final ModelRegistry registry;
    private final Optional<ModelRepository> repository;
    private final boolean needsAll;
    private final Duration unloadTimeout;
    private final ModelMetrics metrics;
    private final Timer delays;
    private final KeyedSerialExecutor tasks = new KeyedSerialExecutor();

    ModelLifecycle(ModelRegistry registry, @All List<ModelRepository> repositories, PonderConfig config,
            ModelMetrics metrics, Timer delays) {
        if (repositories.size() > 1) {
            throw new IllegalStateException("there are several beans of type ModelRepository: "
                    + repositories.stream().map(bean -> bean.getClass().getName()).toList()
                    + " (expected one at the most)");
        }
        this.registry = registry;
        this.repository = repositories.stream().findFirst();
        this.needsAll = config.kserve().readyNeedsAllModels();
        this.unloadTimeout = config.kserve().unloadTimeout();
        this.metrics = metrics;
        this.delays = delays;
    }

    /** A model that cannot be loaded does not keep the others from answering. */
    void start(@Observes StartupEvent started) {
        registry.all().forEach(model -> tasks.after(model.name(), model::load).subscribe().with(loaded -> {
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
     * Loads a model and serves it when it is ready, whether or not somebody waits for it. One that is there already and
     * was not found in a repository stays as it is; one from the repository is found anew, and takes its place. Fails
     * with 400 for what cannot be a name, and with 503 and the reason.
     */
    public Uni<Void> load(String name) {
        if (!name.matches(ServedModel.NAME_PATTERN)) {
            return Uni.createFrom().failure(ModelException.invalidInput(
                    "name: of " + name.length() + " characters (expected " + ServedModel.NAME_EXPECTED + ")"));
        }
        return tasks.after(name, () -> loadNow(name));
    }

    /** Unloads a model; its name is free at once, and the requests that it answers come to their end. Fails with 404. */
    public Uni<Void> unload(String name) {
        return tasks.after(name, () -> registry.remove(name)
                .map(this::retired)
                .orElseGet(() -> Uni.createFrom().failure(ModelException.notFound(name))));
    }

    private Uni<Void> loadNow(String name) {
        Optional<RegisteredModel> present = registry.find(name);
        Optional<ModelDefinition> builtIn = registry.builtIn(name);
        if (present.isPresent() && builtIn.isPresent()) {
            return present.get().ready() ? Uni.createFrom().voidItem() : loaded(present.get());
        }
        return builtIn.map(Uni.createFrom()::item).orElseGet(() -> found(name))
                .chain(definition -> serve(registry.prepare(definition)));
    }

    private Uni<ModelDefinition> found(String name) {
        return repository
                .map(models -> Uni.createFrom().deferred(() -> models.find(name)).emitOn(EventLoopExecutor.here())
                        .onItem().ifNull()
                        .failWith(() -> ModelException.notReady(name, "The repository has none of this name."))
                        .onFailure().transform(failure -> notReady(name, failure))
                        .map((InferenceModel model) -> ModelDefinition.of(name, model)))
                .orElseGet(() -> Uni.createFrom().failure(ModelException.notFound(name)));
    }

    /** What was loaded in vain lets go of what it took. */
    private Uni<Void> serve(RegisteredModel model) {
        return loaded(model)
                .onFailure().call(() -> serves(model) ? Uni.createFrom().voidItem() : unloaded(model))
                .invoke(() -> registry.put(model).filter(before -> !before.same(model))
                        .ifPresent(before -> retired(before).subscribe().with(gone -> {
                        })));
    }

    private boolean serves(RegisteredModel model) {
        return registry.find(model.name()).filter(model::same).isPresent();
    }

    /** A model that has no name any more. Its meters go with it, unless another has its name. */
    private Uni<Void> retired(RegisteredModel model) {
        return delays.limit(model.unused(), unloadTimeout, TimeoutException::new)
                .onFailure().recoverWithNull()
                .chain(() -> unloaded(model))
                .invoke(() -> {
                    if (registry.find(model.name()).isEmpty()) {
                        metrics.forget(model.name());
                    }
                });
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

    private static ModelException notReady(String name, Throwable failure) {
        if (!(failure instanceof ModelException)) {
            LOG.errorf(failure, "model '%s' was not loaded", name);
        }
        return failure instanceof ModelException known && known.fault() == ModelException.Fault.NOT_FOUND
                ? known
                : ModelException.notReady(name, NotReady.reason(name, failure));
    }
}
