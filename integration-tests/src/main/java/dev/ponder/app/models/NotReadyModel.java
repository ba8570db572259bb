package dev.ponder.app.models;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

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
