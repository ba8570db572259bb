package dev.ponder.runtime.serving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

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

/** Loads and unloads models: all of them at startup and shutdown, single ones by name in between. */
@ApplicationScoped
public class ModelLifecycle implements ReadinessCondition {

    private static final Logger LOG = Logger.getLogger(ModelLifecycle.class);
    private static final Pattern NAME = Pattern.compile(ServedModel.NAME_PATTERN);

    private final ModelRegistry registry;
    private final Optional<ModelRepository> repository;
    private final boolean needsAll;
    private final Duration unloadTimeout;
    private final ModelMetrics metrics;
    private final Timer timer;
    private final KeyedSerialExecutor tasks = new KeyedSerialExecutor();

    ModelLifecycle(ModelRegistry registry, @All List<ModelRepository> repositories, PonderConfig config,
            ModelMetrics metrics, Timer timer) {
        if (repositories.size() > 1) {
            throw new IllegalStateException("several beans of type ModelRepository: "
                    + repositories.stream().map(bean -> bean.getClass().getName()).toList()
                    + " (expected at most one)");
        }
        this.registry = registry;
        this.repository = repositories.stream().findFirst();
        this.needsAll = config.kserve().readyNeedsAllModels();
        this.unloadTimeout = config.kserve().unloadTimeout();
        this.metrics = metrics;
        this.timer = timer;
    }

    /** A model that fails to load does not stop the server. */
    void start(@Observes StartupEvent started) {
        registry.all().forEach(model -> tasks.after(model.name(), model::load).subscribe().with(loaded -> {
        }, failure -> LOG.errorf(failure, "model '%s' was not loaded", model.name())));
    }

    void stop(@Observes ShutdownEvent ended) {
        registry.all().forEach(model -> unloadQuietly(model).subscribe().with(unloaded -> {
        }));
    }

    @Override
    public boolean ready() {
        return registry.all().stream().allMatch(model -> needsAll
                ? model.ready()
                : model.state() != RegisteredModel.State.LOADING);
    }

    /**
     * Loads a model and serves it once it is ready, even if the client disconnects. A built-in model that is ready stays
     * as it is; a model of the repository is looked up again and replaces the one of the same name. Fails with 400 for a
     * malformed name, with 404 for an unknown model, and with 503 and the reason.
     */
    public Uni<Void> load(String name) {
        if (!NAME.matcher(name).matches()) {
            return Uni.createFrom().failure(ModelException.invalidInput(
                    "name: of " + name.length() + " characters (expected " + ServedModel.NAME_EXPECTED + ")"));
        }
        return tasks.after(name, () -> loadNow(name));
    }

    /**
     * Unloads a model. Its name is free at once; its requests in flight are finished first. Fails with 404 for an unknown
     * model.
     */
    public Uni<Void> unload(String name) {
        return tasks.after(name, () -> registry.remove(name)
                .map(this::retire)
                .orElseGet(() -> Uni.createFrom().failure(ModelException.notFound(name))));
    }

    private Uni<Void> loadNow(String name) {
        Optional<RegisteredModel> present = registry.find(name);
        Optional<ModelDefinition> builtIn = registry.builtIn(name);
        if (present.isPresent() && builtIn.isPresent()) {
            return present.get().ready() ? Uni.createFrom().voidItem() : loadAndCheck(present.get());
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

    /** A model that fails to load is unloaded, so that it releases its resources. */
    private Uni<Void> serve(RegisteredModel model) {
        return loadAndCheck(model)
                .onFailure().call(() -> serves(model) ? Uni.createFrom().voidItem() : unloadQuietly(model))
                .invoke(() -> registry.put(model).filter(before -> !before.same(model))
                        .ifPresent(before -> retire(before).subscribe().with(gone -> {
                        })));
    }

    private boolean serves(RegisteredModel model) {
        return registry.find(model.name()).filter(model::same).isPresent();
    }

    /** Unloads a model without a name once it is unused. Its metrics are removed unless another model has the name. */
    private Uni<Void> retire(RegisteredModel model) {
        return timer.limit(model.unused(), unloadTimeout, TimeoutException::new)
                .onFailure().recoverWithNull()
                .chain(() -> unloadQuietly(model))
                .invoke(() -> {
                    if (registry.find(model.name()).isEmpty()) {
                        metrics.forget(model.name());
                    }
                });
    }

    private static Uni<Void> unloadQuietly(RegisteredModel model) {
        return model.unload().onFailure().invoke(
                failure -> LOG.warnf(failure, "model '%s' failed to unload", model.name())).onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> loadAndCheck(RegisteredModel model) {
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
                : ModelException.notReady(name, RegisteredModel.reason(name, failure));
    }
}
