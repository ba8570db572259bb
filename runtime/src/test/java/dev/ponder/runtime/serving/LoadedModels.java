package dev.ponder.runtime.serving;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A registry of loaded models. */
public final class LoadedModels {

    private LoadedModels() {
    }

    /** With one chat model. */
    public static ModelRegistry of(String name) {
        var registry = new ModelRegistry(List.of(ModelDefinition.ofChat(name)), Runnable::run);
        registry.get(name).load().subscribe().with(loaded -> {
        });
        return registry;
    }

    /** Whether the model has no request in flight. */
    public static boolean free(ModelRegistry models, String name) {
        var free = new AtomicBoolean();
        models.get(name).unused().subscribe().with(unused -> free.set(true));
        return free.get();
    }
}
