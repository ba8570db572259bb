package dev.ponder.app.models;

import dev.ponder.api.model.InferenceModel;
import dev.ponder.api.model.ModelCall;
import dev.ponder.api.model.ServedModel;

/** Is never ready. */
@ServedModel("notready")
class NotReadyModel implements InferenceModel {

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        return input;
    }
}
