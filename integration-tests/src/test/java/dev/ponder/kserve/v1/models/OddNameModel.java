package dev.ponder.kserve.v1.models;

import java.util.Map;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Its name is valid as a path segment only when encoded. */
@ServedModel(OddNameModel.NAME)
class OddNameModel implements InferenceModel {

    static final String NAME = "v2:odd[1]\u00e9";

    @Override
    public Object predict(Object input, ModelCall call) {
        return Map.of("model", call.model());
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return Map.of("explained", call.model());
    }
}
