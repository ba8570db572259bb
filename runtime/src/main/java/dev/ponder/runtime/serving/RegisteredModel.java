package dev.ponder.runtime.serving;

import java.util.concurrent.Executor;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.ModelException;
import dev.ponder.runtime.concurrent.InFlightCounter;
import io.smallrye.mutiny.Uni;

/** A model that clients can name, and how it is. Thread-safe. */
public final class RegisteredModel {

    private static final Logger LOG = Logger.getLogger(RegisteredModel.class);

    /** States, by the names of the repository's index. */
    public enum State {
        /** It is being loaded. */
        LOADING,
        /** It answers. */
        READY,
        /** It does not answer. */
        UNAVAILABLE
    }

    private record Condition(State state, @Nullable String reason) {}

    private final ModelDefinition definition;
    private final HookInvoker hooks;
    private final InFlightCounter uses = new InFlightCounter();
    private volatile boolean complained;
    private volatile Condition condition = new Condition(State.LOADING, null);

    RegisteredModel(ModelDefinition definition, Executor workers) {
        this.definition = definition;
        this.hooks = new HookInvoker(definition.type(), workers);
    }

    /** Its name. */
    public String name() {
        return definition.name();
    }

    /** What it can do. */
    public ModelDefinition definition() {
        return definition;
    }

    /** How it is; a loaded model may say of itself that it does not answer just now. */
    public State state() {
        State state = condition.state();
        return state == State.READY && !answersNow() ? State.UNAVAILABLE : state;
    }

    /** One that cannot say it does not. */
    private boolean answersNow() {
        try {
            return definition.inference().ready();
        } catch (RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.warnf(e, "model '%s' cannot say whether it is ready; it counts as not ready", name());
            }
            return false;
        }
    }

    /** Whether it answers. */
    public boolean ready() {
        return state() == State.READY;
    }

    /** Why it does not answer; null where it does, or where nobody knows. */
    public @Nullable String reason() {
        return condition.reason();
    }

    /** The model itself. Fails with 503 when it is not ready. */
    public RegisteredModel whenReady() {
        if (!ready()) {
            throw ModelException.notReady(name(), reason());
        }
        return this;
    }

    /** Whether both are one object, which a repository may find twice. */
    boolean same(RegisteredModel other) {
        return definition.inference() == other.definition.inference();
    }

    /** Begins to answer a request; the result is to be run when that is over, and may be run more than once. */
    public Runnable use() {
        return uses.begin();
    }

    /** Completes when it answers no request. */
    Uni<Void> unused() {
        return uses.none();
    }

    HookInvoker hooks() {
        return hooks;
    }

    /** Loads it; fails, and leaves it unavailable, when that fails. */
    Uni<Void> load() {
        return hooks.call(Hook.LOAD, definition.inference()::load)
                .onSubscription().invoke(() -> condition = new Condition(State.LOADING, null))
                .invoke(loaded -> condition = Boolean.FALSE.equals(loaded)
                        ? new Condition(State.UNAVAILABLE, "It was not loaded.")
                        : new Condition(State.READY, null))
                .onFailure()
                .invoke(failure -> condition = new Condition(State.UNAVAILABLE, NotReady.reason(name(), failure)))
                .replaceWithVoid();
    }

    Uni<Void> unload() {
        return hooks.call(Hook.UNLOAD, definition.inference()::unload)
                .onSubscription().invoke(() -> condition = new Condition(State.UNAVAILABLE, "It was unloaded."))
                .replaceWithVoid();
    }
}
