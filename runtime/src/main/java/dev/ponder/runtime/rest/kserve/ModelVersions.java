package dev.ponder.runtime.rest.kserve;

import dev.ponder.api.error.ModelException;

/** ModelVersions of models, of which there are none. */
final class ModelVersions {

    private ModelVersions() {
    }

    static ModelException notSupported() {
        return ModelException.notImplemented("Model versioning not supported yet.");
    }
}
