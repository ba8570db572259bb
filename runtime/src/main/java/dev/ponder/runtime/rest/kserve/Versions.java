package dev.ponder.runtime.rest.kserve;

import dev.ponder.api.error.ModelException;

/** Versions of models, of which there are none. */
final class Versions {

    private Versions() {
    }

    static ModelException notSupported() {
        return ModelException.notImplemented("Model versioning not supported yet.");
    }
}
