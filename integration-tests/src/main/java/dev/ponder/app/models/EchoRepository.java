package dev.ponder.app.models;

import jakarta.inject.Singleton;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import io.smallrye.mutiny.Uni;

/** Returns an echo model for any name; loading {@code bad...} fails, and {@code no...} is never ready. */
@Singleton
class EchoRepository implements ModelRepository {

    @Override
    public Uni<InferenceModel> find(String name) {
        if (name.startsWith("bad")) {
            return Uni.createFrom().failure(ModelException.failed("Could not load model " + name, null));
        }
        return Uni.createFrom().item(name.startsWith("no") ? new NotReadyModel() : new EchoModel());
    }
}
