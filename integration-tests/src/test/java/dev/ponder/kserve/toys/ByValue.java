package dev.ponder.kserve.toys;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Has hooks that may block. */
@ServedModel("by-value")
class ByValue implements InferenceModel {

    @Override
    public String preprocess(Object payload, ModelCall call) {
        return Where.mark(Where.text(payload), "preprocess", call);
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        return Where.mark((String) input, "predict", call);
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return Where.mark((String) input, "explain", call);
    }

    @Override
    public String postprocess(Object output, ModelCall call) {
        return Where.mark((String) output, "postprocess", call);
    }
}
