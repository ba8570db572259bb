package dev.ponder.runtime.serving;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A registry whose models answer. */
public final class LoadedModels {

    private LoadedModels() {
    }

    /** With one model that converses. */
    public static ModelRegistry of(String name) {
        var model = new EncoderOnly();
        var definition = new ModelDefinition(name, model.getClass(), model, Optional.empty(), Optional.of(name));
        var registry = new ModelRegistry(List.of(definition), Runnable::run);
        registry.get(name).load().subscribe().with(loaded -> {
        });
        return registry;
    }

    /** Whether the model is answering nobody. */
    public static boolean free(ModelRegistry models, String name) {
        var free = new AtomicBoolean();
        models.get(name).unused().subscribe().with(unused -> free.set(true));
        return free.get();
    }
}
