package dev.ponder.runtime.serving;

import java.util.Optional;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.runtime.concurrent.InFlightCounter;
import io.smallrye.mutiny.Uni;

/** A served model with its state, and the requests in flight that use it. Thread-safe. */
public final class RegisteredModel {

    private static final Logger LOG = Logger.getLogger(RegisteredModel.class);

    /** States, by the names of the repository's index. */
    public enum State {
        /** The model is being loaded. */
        LOADING,
        /** The model answers. */
        READY,
        /** The model does not answer. */
        UNAVAILABLE
    }

    private record Condition(State state, @Nullable String reason) {}

    private final ModelDefinition definition;
    private final Optional<HookInvoker> hooks;
    private final InFlightCounter inFlight = new InFlightCounter();
    private volatile boolean warned;
    private volatile Condition condition = new Condition(State.LOADING, null);

    RegisteredModel(ModelDefinition definition, Executor workers) {
        this.definition = definition;
        this.hooks = definition.hooks().map(model -> new HookInvoker(model.model(), model.type(), workers));
    }

    /** Its name for clients. */
    public String name() {
        return definition.name();
    }

    /** What it can do. */
    public ModelDefinition definition() {
        return definition;
    }

    Optional<HookInvoker> hooks() {
        return hooks;
    }

    /** Its state; a loaded model is unavailable while its {@code ready()} returns false. */
    public State state() {
        State state = condition.state();
        return state == State.READY && !answersNow() ? State.UNAVAILABLE : state;
    }

    private boolean answersNow() {
        try {
            return hooks.map(HookInvoker::model).map(InferenceModel::ready).orElse(true);
        } catch (RuntimeException e) {
            if (!warned) {
                warned = true;
                LOG.warnf(e, "ready() of model '%s' failed; the model counts as not ready", name());
            }
            return false;
        }
    }

    /** Whether it answers. */
    public boolean ready() {
        return state() == State.READY;
    }

    /** Why it does not answer; null if it does, or if the reason is unknown. */
    public @Nullable String reason() {
        return condition.reason();
    }

    /** This model. Fails with 503 if it is not ready. */
    public RegisteredModel whenReady() {
        if (!ready()) {
            throw ModelException.notReady(name(), reason());
        }
        return this;
    }

    /** Whether both serve the same object: a repository may find one object twice. */
    boolean same(RegisteredModel other) {
        return definition == other.definition
                || hooks.isPresent() && other.hooks.isPresent()
                        && hooks.get().model() == other.hooks.get().model();
    }

    /** Counts a request in flight; the result ends it, and may be run more than once. */
    public Runnable use() {
        return inFlight.begin();
    }

    /** Completes when no request is in flight. */
    Uni<Void> unused() {
        return inFlight.none();
    }

    /** This model, which needs no loading. */
    RegisteredModel loaded() {
        condition = new Condition(State.READY, null);
        return this;
    }

    /** Loads it. Fails, and makes it unavailable, if {@code load()} fails. */
    Uni<Void> load() {
        return call(Hook.LOAD)
                .onSubscription().invoke(() -> condition = new Condition(State.LOADING, null))
                .invoke(result -> condition = Boolean.FALSE.equals(result.payload())
                        ? new Condition(State.UNAVAILABLE, "It was not loaded.")
                        : new Condition(State.READY, null))
                .onFailure()
                .invoke(failure -> condition = new Condition(State.UNAVAILABLE, reason(name(), failure)))
                .replaceWithVoid();
    }

    Uni<Void> unload() {
        return call(Hook.UNLOAD)
                .onSubscription().invoke(() -> condition = new Condition(State.UNAVAILABLE, "It was unloaded."))
                .replaceWithVoid();
    }

    private Uni<HookResult> call(Hook hook) {
        return hooks
                .map(methods -> methods.call(hook,
                        hook == Hook.LOAD ? InferenceModel::load : InferenceModel::unload))
                .orElseGet(() -> Uni.createFrom().item(new HookResult.Value(true)));
    }

    /**
     * Why a model could not be loaded, for clients: the message of its author's {@link ModelException}, but not that of
     * a library. Null if the message only repeats that the model is not ready.
     */
    static @Nullable String reason(String model, Throwable failure) {
        String message = failure instanceof ModelException known ? known.getMessage() : null;
        if (message == null) {
            return "It could not be loaded (see the server's log).";
        }
        String notReady = String.valueOf(ModelException.notReady(model, null).getMessage());
        if (message.equals(notReady)) {
            return null;
        }
        return message.startsWith(notReady + " ") ? message.substring(notReady.length() + 1) : message;
    }
}
