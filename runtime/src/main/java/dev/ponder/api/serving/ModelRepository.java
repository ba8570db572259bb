package dev.ponder.api.serving;

import io.smallrye.mutiny.Uni;

/**
 * Where models come from that are loaded by name while the server runs. An application has one bean of this type at the
 * most; without one only the models that it was built with can be loaded.
 */
public interface ModelRepository {

    /**
     * Finds a model; it is served when it has been loaded and is ready. Called on an event loop, so it must not block;
     * {@link InferenceModel#load()} may.
     *
     * @return the model; a failure says why there is none, in words for the client where it is a
     *         {@link dev.ponder.api.error.ModelException}
     */
    Uni<InferenceModel> find(String name);
}
