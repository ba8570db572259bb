package dev.ponder.app.models;

import jakarta.inject.Singleton;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import io.smallrye.mutiny.Uni;

/** Finds an echo by any name; {@code bad...} fails, {@code no...} is never ready. */
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
