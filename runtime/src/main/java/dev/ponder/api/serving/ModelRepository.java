package dev.ponder.api.serving;

import io.smallrye.mutiny.Uni;

/**
 * Finds models that clients load by name at run time. An application has at most one bean of this type; without it,
 * clients can load only the built-in models.
 */
public interface ModelRepository {

    /**
     * Finds a model, which is then loaded and served once it is ready. Called on an event loop and must not block, unlike
     * {@link InferenceModel#load()}.
     *
     * @return the model; or a failure, whose message the client gets if it is a
     *         {@link dev.ponder.api.error.ModelException}
     */
    Uni<InferenceModel> find(String name);
}
